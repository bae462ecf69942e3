using System.Globalization;
using FeedHandler.Allocation.Meters;

namespace FeedHandler.Allocation.Days;

/// <summary>
/// A trading day at maximum speed: books are right at its end, nothing is allocated and memory does not grow. FEEDHANDLER_DAY_EVENTS names more match events
/// than a test of every change has time for.
/// </summary>
[NonParallelizable]
public sealed class DayTests
{
    private const long UsualEvents = 90_000;
    private const long WarmUpEvents = 30_000; // the runtime allocates on the thread that comes to a path first, once
    private const long GrowthMax = 24 << 20; // what the exchange and the test runner hold moves by as much

    [Test]
    public void ADayAtMaximumSpeedIsRightAndItsMemoryIsFlat()
    {
        string? asked = Environment.GetEnvironmentVariable("FEEDHANDLER_DAY_EVENTS");
        long eventCount = asked is { Length: > 0 } ? long.Parse(asked, CultureInfo.InvariantCulture) : UsualEvents;
        using (DayRun warm = new(WarmUpEvents)) warm.Run(WarmUpEvents);
        using DayRun day = new(eventCount);
        day.Run(eventCount);

        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{eventCount} match events, {day.SessionCount} sessions, {day.PacketCount} packets in {day.Took.TotalSeconds:0.00} s of the channel's, "
            + $"{day.Arbitration.Lost} lost on both, {day.Recovery.Restored} books and {day.Recovery.OrdersRestored} by order restored; "
            + $"resident {day.ResidentAfterThird >> 10} kB after a third, {day.ResidentAtEnd >> 10} kB at the end"));
        Assert.Multiple(() =>
        {
            Assert.That(day.Differences(), Is.Empty);
            Assert.That(day.Spent, Is.EqualTo(Spending.Nothing));
            Assert.That(day.ResidentAtEnd - day.ResidentAfterThird, Is.LessThan(GrowthMax));
            Assert.That(new[] { day.SessionCount, day.Arbitration.Lost, day.Recovery.Restored, day.Recovery.OrdersRestored }, Has.All.GreaterThan(1));
        });
    }
}
