using FeedHandler.Host.Shell;
using FeedHandler.Host.Tune;
using FeedHandler.Host.Tune.Trials;

namespace FeedHandler.Host.Tests.Tune;

/// <summary>What follows from numbers: nothing is measured here.</summary>
public sealed class TrialTests
{
    private static readonly double[] Same = [100, 104, 97, 101, 99];

    [TestCase(nameof(TrialKind.Receive), new double[] { 101, 98, 103, 100, 99 }, nameof(TrialVerdict.NoGain))]
    [TestCase(nameof(TrialKind.Receive), new double[] { 80, 82, 79, 81, 80 }, nameof(TrialVerdict.Gain))]
    [TestCase(nameof(TrialKind.Receive), new double[] { 120, 122, 119, 121, 120 }, nameof(TrialVerdict.Loss))]
    [TestCase(nameof(TrialKind.Path), new double[] { 120, 122, 119, 121, 120 }, nameof(TrialVerdict.Gain))]
    [TestCase(nameof(TrialKind.Path), new double[] { 80, 82, 79, 81, 80 }, nameof(TrialVerdict.Loss))]
    [TestCase(nameof(TrialKind.Ring), new double[] { 50, 150, 60, 140, 90 }, nameof(TrialVerdict.NoGain))]
    [TestCase(nameof(TrialKind.Ring), new double[] { 50, 51 }, nameof(TrialVerdict.NotMeasured))]
    public void AVerdictIsTheIntervals(string kind, double[] after, string verdict)
    {
        Trial trial = TrialOf(Change("x", Enum.Parse<TrialKind>(kind)), Same, after);

        Assert.That(trial.Verdict.ToString(), Is.EqualTo(verdict), $"{trial.Improvement}");
        if (trial.Verdict == TrialVerdict.Gain) Assert.That(trial.Improvement!.Value.Percent, Is.EqualTo(20).Within(1));
    }

    [Test]
    public void TheSameRunsAreNoGain() => Assert.That(TrialOf(Change("x", TrialKind.Receive), Same, Same).Verdict, Is.EqualTo(TrialVerdict.NoGain));

    [Test]
    public void ChangesAreMeasuredInTurnsEveryOtherRoundBackwards()
    {
        List<string> order = [];
        TrialRounds rounds = Rounds(3, change =>
        {
            order.Add(change.Name);
            return new TrialResult(1);
        });
        rounds.Measure(TrialKind.Ring, [Change("b"), Change("c")]);

        Assert.That(order, Is.EqualTo((string[])["", "b", "c", "c", "b", "", "", "b", "c"]));
        Assert.That(rounds.RunCount, Is.EqualTo(9));
    }

    [Test]
    public void WhatFailsTwiceIsGivenUpWithItsReason()
    {
        int count = 0;
        (_, IReadOnlyList<Trial> trials) = Rounds(5, change => change.Name == "bad" && count++ >= 0 ? TrialResult.Failed("no XDP here") : new TrialResult(1))
            .Measure(TrialKind.Ring, [Change("bad"), Change("good")]);

        Assert.That((count, trials[0].Failure, trials[0].Verdict, trials[0].After), Is.EqualTo((2, "no XDP here", TrialVerdict.NotMeasured, (TrialSide?)null)));
        Assert.That((trials[1].Failure, trials[1].After!.Runs.Count), Is.EqualTo(((string?)null, 5)));
    }

    [Test]
    public void WhatCannotBeTriedIsNotRun()
    {
        (_, IReadOnlyList<Trial> trials) = Rounds(3, static change => change.Name == "never" ? throw new InvalidOperationException() : new TrialResult(1))
            .Measure(TrialKind.Ring, [Change("never") with { Obstacle = "it takes two cores" }]);

        Assert.That(trials.Single().Failure, Is.EqualTo("it takes two cores"));
    }

    [Test]
    public void WithoutWhatIsNothingCanBeCompared() => Assert.That(
        () => Rounds(3, static _ => TrialResult.Failed("no such file")).Measure(TrialKind.Path, []),
        Throws.TypeOf<CommandException>().With.Message.EqualTo("nothing can be measured (command of ): no such file"));

    [Test]
    public void OfAGroupTheBestIsTakenAndNothingThatGainedNothing()
    {
        Trial[] trials =
        [
            TrialOf(Change("good", group: "one"), Same, [90, 91, 89, 90, 90]),
            TrialOf(Change("better", group: "one"), Same, [80, 81, 79, 80, 80]),
            TrialOf(Change("other", group: "two"), Same, [90, 91, 89, 90, 90]),
            TrialOf(Change("chance", group: "three"), Same, Same),
            TrialOf(Change("worse", group: "four"), Same, [120, 121, 119, 120, 120]),
            new(Change("never", group: "five"), null, null, "reason"),
        ];

        Assert.That(TuneSession.Best(trials).Select(static change => change.Name), Is.EqualTo((string[])["better", "other"]));
    }

    internal static TuneChange Change(string name, TrialKind kind = TrialKind.Ring, string group = "group") =>
        new() { Name = name, Kind = kind, Group = group, Why = "why", Risk = "risk" };

    internal static Trial TrialOf(TuneChange change, double[] before, double[] after)
    {
        string unit = Trial.UnitOf(change.Kind);
        return new Trial(change, new TrialSide(before, unit, "feedhandler bench"), new TrialSide(after, unit, "feedhandler bench --x"), null);
    }

    private static TrialRounds Rounds(int count, Func<TuneChange, TrialResult> run) => new(run, static change => $"command of {change.Name}", count);
}
