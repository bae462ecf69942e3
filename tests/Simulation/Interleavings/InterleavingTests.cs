using FeedHandler.Tests.Support;

namespace FeedHandler.Simulation.Interleavings;

/// <summary>
/// Every order in which up to four packets arrive on two lines beside loops of snapshots, with every choice of losses and copies: no book is claimed that is
/// not the exchange's behind the packet at hand, and when all has come every book is whole.
/// </summary>
public sealed class InterleavingTests
{
    private const int Never = 64; // more than there are
    private static readonly bool IsThorough = Seeds.IsLongNight;
    private static readonly bool IsEveryOrder = Environment.GetEnvironmentVariable("FEEDHANDLER_EVERY_ORDER") == "1"; // minutes

    private static IEnumerable<string> Scripts => Script.All.Select(static script => script.Name);

    // Each line keeps its order, as lines do, and loses any of its packets; loops come at any moment.
    [Test]
    public void LinesInOrderThatLoseAnything([ValueSource(nameof(Scripts))] string name, [Values(1, Never)] int givesUpAfter)
    {
        Script script = Script.All.Single(script => script.Name == name);
        int count = script.Packets.Count;
        using ScriptRun run = new(script, givesUpAfter);
        int lineA = (1 << count) - 1;
        int lineB = lineA << count;
        int loop = (2 * count) + (script.HasOrders ? 1 : 0);
        Walk(run, new int[(2 * count) + (IsThorough ? 2 : 1)], 0, 0, (place, used) =>
            (IsThorough || place < 2 * count || place == loop) && place < (2 * count) + 2 && (place < count ? used & lineA : place < 2 * count ? used & lineB : 0) < 1 << place);
        Check(run, IsThorough ? 100_000 : 10_000);
    }

    // Any order of anything: on a line too numbers come behind later ones, and second copies by the other line or by the same.
    [Test]
    public void AnyOrderOfAllThatComes([ValueSource(nameof(Scripts))] string name, [Values(1, Never)] int givesUpAfter, [Values] bool isOneLine)
    {
        Script whole = Script.All.Single(script => script.Name == name);
        Script script = IsEveryOrder ? whole : whole.First(3);
        int packets = 2 * script.Packets.Count;
        using ScriptRun run = new(script, givesUpAfter, isOneLine);
        Walk(run, new int[packets + 1], 0, 0, (place, _) => place < packets || place == packets + (script.HasOrders ? 1 : 0));
        Check(run, IsEveryOrder ? 900_000 : 10_000);
    }

    // Every sequence of places, each once, as far as the choice allows it: what is not taken is lost.
    private static void Walk(ScriptRun run, int[] order, int length, int used, Func<int, int, bool> mayCome)
    {
        if (length > 0) run.Run(order.AsSpan(0, length));
        if (length == order.Length || run.Wrong is not null) return;
        for (int place = 0; place <= order.Length; place++)
        {
            if ((used & (1 << place)) != 0 || !mayCome(place, used)) continue;
            order[length] = place;
            Walk(run, order, length + 1, used | (1 << place), mayCome);
        }
    }

    private static void Check(ScriptRun run, long runCountMin)
    {
        TestContext.Out.WriteLine($"{run.RunCount} orders, {run.WholeCount} whole books compared, {run.UnbrokenCount} without a loss");
        Assert.That(run.Wrong, Is.Null);
        Assert.That(run.RunCount, Is.GreaterThan(runCountMin));
        Assert.That(new[] { run.WholeCount, run.UnbrokenCount }, Has.All.GreaterThan(100));
    }
}
