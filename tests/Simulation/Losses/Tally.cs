namespace FeedHandler.Simulation.Losses;

/// <summary>What many runs came to.</summary>
internal sealed class Tally
{
    private readonly List<string> _wrongBooks = [];
    private readonly List<string> _wrongCounts = [];
    private readonly List<string> _wrongRestarts = [];
    private long _wholeCount;
    private int _runCount;

    public void Add(uint seed, LossRun run, int restartCount)
    {
        _runCount++;
        _wholeCount += run.WholeCount;
        if (run.Wrong is not null) _wrongBooks.Add($"seed {seed}: {run.Wrong}");
        var isTold = run.ToldCount >= run.LostCount && run.ToldCount <= run.LostCount + run.MistimedCount;
        if (!isTold) _wrongCounts.Add($"seed {seed}: told {run.ToldCount}, lost {run.LostCount}");
        if (run.RestartCount != restartCount) _wrongRestarts.Add($"seed {seed}: {run.RestartCount} restarts");
    }

    public void Check()
    {
        TestContext.Out.WriteLine($"{_runCount} runs, {_wholeCount} whole books compared");
        Assert.Multiple(() =>
        {
            Assert.That(_wrongBooks, Is.Empty, $"wrong books shown as whole in {_wrongBooks.Count} of {_runCount} runs");
            Assert.That(_wrongCounts, Is.Empty, $"losses told wrong in {_wrongCounts.Count} of {_runCount} runs");
            Assert.That(_wrongRestarts, Is.Empty, $"restarts told wrong in {_wrongRestarts.Count} of {_runCount} runs");
            Assert.That(_wholeCount, Is.GreaterThan(_runCount));
        });
    }
}
