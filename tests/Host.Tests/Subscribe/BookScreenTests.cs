using System.Globalization;
using FeedHandler.Client;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Subscribe;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Subscribe;

/// <summary>The picture that `feedhandler subscribe` draws.</summary>
public sealed class BookScreenTests
{
    private const string Home = "\u001b[H\u001b[2J";
    private SharedReplay _shared = null!;

    [OneTimeSetUp]
    public void Share() => _shared = new SharedReplay("screen");

    [OneTimeTearDown]
    public void Delete() => _shared?.Dispose();

    [TestCase(200, 40, 1, 12)]
    [TestCase(200, 10, 1, 5)]
    [TestCase(60, 40, 2, 12)]
    [TestCase(60, 16, 2, 5)]
    public void EachBlockOfANarrowScreenIsWhole(int columns, int rows, int blockCount, int instrumentCount)
    {
        string[] lines = Drawn(columns, rows);
        Assert.That(lines, Has.Length.LessThan(rows));
        Assert.That(lines.Count(static line => line.TrimStart().StartsWith("instrument ", StringComparison.Ordinal)), Is.EqualTo(blockCount));
        string[] titles = [.. lines.Skip(3).Select(static line => line.Trim().Split(' ')[0]).Where(static word => word.StartsWith("SIM", StringComparison.Ordinal))];
        Assert.That(titles.GroupBy(static title => title).Select(static group => group.Count()), Is.EqualTo(Enumerable.Repeat(blockCount, instrumentCount)));
    }

    private string[] Drawn(int columns, int rows)
    {
        using StringWriter drawn = new(CultureInfo.InvariantCulture);
        Terminal terminal = new() { Out = drawn, Error = drawn, OpenOut = static () => Stream.Null, Folder = _shared.Folder, Size = () => (columns, rows) };
        using BookScreen screen = new(terminal);
        SharedFeed feed = SharedFeed.Open(_shared.FilePath);
        using FollowedSharedFeed followed = new(feed);
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        feed.Add(all!);
        feed.Poll(screen);
        screen.Show(followed);
        Assert.That(drawn.ToString(), Does.StartWith(Home));
        return drawn.ToString()[Home.Length..].Split("\r\n");
    }
}
