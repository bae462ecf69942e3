using FeedHandler.Simulation.Slow;

namespace FeedHandler.Simulation.Losses;

/// <summary>What many runs came to.</summary>
internal sealed class Tally
{
    private readonly List<string> _wrong = [];
    private readonly List<string> _wrongRestarts = [];
    private KeptCase? _kept;
    private long _wholeCount;
    private long _ordersCount;
    private long _statusCount;
    private long _volumeCount;
    private long _statisticCount;
    private long _tradeCount;
    private long _laterOrderCount;
    private int _runCount;
    private readonly SlowComparison _beside = new();

    public void Add(uint seed, LossRun run, int restartCount)
    {
        _runCount++;
        _wholeCount += run.WholeCount;
        _ordersCount += run.Orders.WholeCount;
        _statusCount += run.Claims.StatusCount;
        _volumeCount += run.Claims.VolumeCount;
        _statisticCount += run.Claims.StatisticCount;
        _tradeCount += run.TradeCount;
        _laterOrderCount += run.LaterOrderCount;
        _beside.Add(run.Beside);
        if (run.Wrong is not null) _kept ??= FailingCase.Keep(run.Sent, static sent => new LossRun(sent).Wrong);
        if (run.Wrong is not null) _wrong.Add($"seed {seed}: {run.Wrong}");
        if (run.RestartCount != restartCount) _wrongRestarts.Add($"seed {seed}: {run.RestartCount} restarts");
    }

    public void Check()
    {
        TestContext.Out.WriteLine(
            $"{_runCount} runs; compared: {_wholeCount} whole books, {_ordersCount} by order, {_statusCount} statuses, {_volumeCount} volumes, {_statisticCount} statistics, "
            + $"{_tradeCount} trades and orders, {_laterOrderCount} of them behind their summary");
        TestContext.Out.WriteLine($"books: {_beside.Books}\norders: {_beside.Orders}\nbeside: {_beside.Session}");
        long[] counts = [_wholeCount, _ordersCount, _statusCount, _volumeCount, _statisticCount, _tradeCount, _laterOrderCount];
        Assert.Multiple(() =>
        {
            Assert.That(_wrong, Is.Empty, $"shown or told wrong in {_wrong.Count} of {_runCount} runs; the first: {_kept}");
            Assert.That(_wrongRestarts, Is.Empty, $"restarts told wrong in {_wrongRestarts.Count} of {_runCount} runs");
            Assert.That(_beside.Books.Both, Is.GreaterThan(_runCount), "enough was compared with the slow handler");
            Assert.That(counts, Has.All.GreaterThan(_runCount), "enough was compared");
        });
    }
}
