import { IsNotEmpty, IsString } from 'class-validator';

/** Options of the store, named as in WAN files. */
export class ExampleStateStoreOptions {
  /** Folder of the documents and locks; it is made when it is not there. */
  @IsString()
  @IsNotEmpty()
  folder!: string;
}
