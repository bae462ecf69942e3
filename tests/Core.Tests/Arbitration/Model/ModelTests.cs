using System.Diagnostics;
using FeedHandler.Core.Arbitration;

namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <summary>
/// Every order in which two lines can bring up to five packets, with loss, duplication, delay, damage, forgery, a restart and steps of the clock, against a
/// specification that knows what was sent.
/// </summary>
public sealed class ModelTests
{
    private static readonly uint[] Firsts = [0, 1, 100, uint.MaxValue - 1];
    private static readonly Fate[] Common = [Fate.Lost, Fate.Duplicated, Fate.Damaged, Fate.BehindTheNext, Fate.BehindAll, Fate.TwiceBehindAll];
    private static readonly Fate[] Forged =
        [Fate.Lost, Fate.BehindTheNext, Fate.NumberAhead, Fate.NumberFarAhead, Fate.NumberBehindNewer, Fate.TimeFarAhead, Fate.TimeFarBehind];

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public void FivePacketsWithAFault(int gapCountMax) => Check(5, Options(gapCountMax), new ModelScope(1, Common));

    [Test]
    public void FivePacketsOfWhichTwoAreLostOrLate() => Check(5, Options(3), new ModelScope(2, [Fate.Lost, Fate.BehindAll]));

    [Test]
    public void ThreePacketsWithAnyFaults() => Check(3, Options(2), new ModelScope(6, [Fate.Lost, Fate.Duplicated, Fate.Damaged]));

    [Test]
    public void FourPacketsOfWhichAnyAreLost() => Check(4, Options(2), new ModelScope(8, [Fate.Lost]));

    [Test]
    public void FivePacketsAndStepsOfTheClock() => Check(5, Options(4), new ModelScope(1, [Fate.Lost, Fate.BehindAll], HasClock: true));

    [Test]
    public void ThreePacketsWithFaultsAndStepsOfTheClock() => Check(3, Options(3), new ModelScope(2, Common, HasClock: true));

    [Test]
    public void AForgedPacketAmongFive() => Check(5, Options(4), new ModelScope(1, Forged[2..], ForgedMax: 1, HasClock: true));

    [Test]
    public void AForgedPacketAmongFourAndAnotherFault() => Check(4, Options(3), new ModelScope(2, Forged, ForgedMax: 1));

    [Test]
    public void LiveWithEmptyBuffersBetween() => Check(5, Options(3) with { AwaitsDrain = true }, new ModelScope(1, [Fate.Lost, Fate.BehindAll], HasClock: true, HasDrains: true));

    private static ArbitrationOptions Options(int gapCountMax) =>
        new() { GapCountMax = gapCountMax, GapTimeNsMax = ModelRun.GapNs, HeldCountMax = 64, HeldBytesMax = 64 };

    private static void Check(int count, ArbitrationOptions options, ModelScope scope)
    {
        (long start, long runs, long states) = (Stopwatch.GetTimestamp(), 0L, 0L);
        List<string> broken = new List<string>();
        foreach (uint first in Firsts)
        {
            for (int count2 = 0; count2 < count; count2++)
            {
                using ModelSearch search = new ModelSearch(new ModelShape(first, count - count2, count2), options, scope);
                search.TryAll();
                (runs, states) = (runs + search.RunCount, states + search.StateCount);
                broken.AddRange(search.Broken.Select(static rule => $"{rule.Key}\n    {rule.Value.Text}"));
            }
        }

        TestContext.Out.WriteLine($"{runs} runs, {states} states in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        Assert.That(broken, Is.Empty, string.Join('\n', broken));
    }
}
