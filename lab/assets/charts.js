// In the browser: draws `runs` of the report, each when it is opened.
const COLOURS = {
  capacity: '#999',
  limit: '#d33',
  delivered: '#36c',
  RTT: '#393',
  download: '#36c',
  upload: '#c80',
};

function draw(parent, title, names, columns, more = {}) {
  const series = names.map((label) => ({ label, stroke: COLOURS[label], width: 1, ...more }));
  const options = {
    title,
    width: 1050,
    height: 200,
    scales: { x: { time: false } },
    series: [{ label: 's' }, ...series],
  };
  new uPlot(options, columns, parent);
}

for (const { title, rates, rtt, zones } of runs) {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = title;
  details.append(summary);
  details.addEventListener(
    'toggle',
    () => {
      for (const { direction, columns } of rates) {
        draw(details, `${direction}, Mbit/s`, ['capacity', 'limit', 'delivered'], columns);
      }
      draw(details, 'RTT, ms', ['RTT'], rtt);
      if (zones[0].length === 0) return;
      const paths = uPlot.paths.stepped({ align: 1 });
      draw(details, 'zone, 0 GREEN to 3 RED', ['download', 'upload'], zones, { paths });
    },
    { once: true },
  );
  document.getElementById('runs').append(details);
}
