using System.Net;
using System.Text.Json;
using FeedHandler.Core.Books;
using FeedHandler.Engine;
using FeedHandler.Latency.Stages;
using FeedHandler.Tests.Support;

namespace FeedHandler.Observing.Dashboard;

/// <summary>What a dashboard tells of a feed is what its report says, and who may see it.</summary>
public sealed class DashboardTests
{
    private const string Secret = "k3-Jf93.lsQ0;aZ81";
    private WatchedFeed _feed = null!;

    [OneTimeSetUp]
    public void Replay() => _feed = new WatchedFeed();

    [OneTimeTearDown]
    public void Close() => _feed.Dispose();

    [Test]
    public void AllFramesTogetherAreTheSession()
    {
        List<JsonElement> frames = _feed.Frames();
        FeedReport report = _feed.Feed.Report;

        foreach (LatencyRow row in report.Latency.Stages)
        {
            string stage = StageNames.NameOf(row.Stage);
            JsonElement[] told = [.. frames.SelectMany(static frame => frame.GetProperty("stages").EnumerateArray()).Where(told => told.GetProperty("stage").GetString() == stage)];
            Assert.That(told.Sum(static one => one.GetProperty("count").GetInt64()), Is.EqualTo(row.Count), stage);
            Assert.That(told.Sum(static one => one.GetProperty("heat").EnumerateArray().Sum(static count => count.GetInt64())), Is.EqualTo(row.Count), stage);
            Assert.That(told[^1].GetProperty("curve").EnumerateArray().Last().GetInt64(), Is.EqualTo(row.MaxNs), stage);
        }

        Assert.That(frames[^1].GetProperty("packets").GetInt64(), Is.EqualTo(report.Packets.Total).And.Positive);
    }

    [Test]
    public void TheLadderIsTheBookOfTheReport()
    {
        FeedReport report = _feed.Feed.Report;
        Assert.That(_feed.Json("/api/instruments").EnumerateArray().Select(static one => one.GetProperty("securityId").GetInt64()),
            Is.EquivalentTo(report.Instruments.Select(static instrument => instrument.SecurityId)));
        foreach (InstrumentReport instrument in report.Instruments)
        {
            JsonElement ladder = _feed.Json($"/api/ladder?channel={report.ChannelIds[0]}&id={instrument.SecurityId}");
            Assert.That(ladder.GetProperty("symbol").GetString(), Is.EqualTo(instrument.Symbol));
            Assert.That(ladder.GetProperty("state").GetString(), Is.EqualTo(EventWords.Of(instrument.State)));
            Assert.That(Quantities(ladder, "bids"), Is.EqualTo(instrument.Bids.Select(static level => level.Quantity)), instrument.Symbol);
            Assert.That(Quantities(ladder, "asks"), Is.EqualTo(instrument.Asks.Select(static level => level.Quantity)), instrument.Symbol);
        }
    }

    [Test]
    public void WhatTheFlightRecorderSavedIsToldAndServed()
    {
        FlightFile saved = _feed.Feed.Report.Flight!.Files.Single();
        JsonElement told = _feed.Json("/api/spikes").EnumerateArray().Single();
        JsonElement frame = _feed.Frames()[^1];

        Assert.That((told.GetProperty("file").GetString(), told.GetProperty("totalNs").GetInt64()), Is.EqualTo((saved.Name, saved.Spike.TotalNs)));
        Assert.That((frame.GetProperty("spikes").GetInt64(), frame.GetProperty("packetsOver").GetInt64()), Is.EqualTo((1L, _feed.Feed.Report.Flight.PacketsOver)));
        Assert.That(_feed.Frames().SelectMany(static one => one.GetProperty("newSpikes").EnumerateArray()).Single().GetProperty("file").GetString(), Is.EqualTo(saved.Name));
        HttpResponseMessage answer = _feed.Get("/api/spikes/" + saved.Name);
        Assert.That(answer.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult(), Is.EqualTo(File.ReadAllBytes(Path.Combine(_feed.Folder, saved.Name))));
        Assert.That(answer.Content.Headers.ContentDisposition!.FileName, Is.EqualTo(saved.Name));
    }

    [TestCase("other.pcapng")]
    [TestCase("..%2Fother.pcapng")]
    [TestCase("..%2F..%2F..%2F..%2Fetc%2Fpasswd")]
    [TestCase("%2Fetc%2Fpasswd")]
    public void NothingElseOfTheFolderOrBesideItIsServed(string name)
    {
        File.WriteAllText(Path.Combine(_feed.Folder, "other.pcapng"), "not ours");
        HttpResponseMessage answer = _feed.Get("/api/spikes/" + name);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult(), Does.Not.Contain("not ours").And.Not.Contain("root:"));
    }

    [Test]
    public void ALinkInThePlaceOfASavedFileIsNotFollowed()
    {
        using WatchedFeed feed = new();
        string path = Path.Combine(feed.Folder, feed.Feed.Report.Flight!.Files.Single().Name);
        File.Delete(path);
        File.CreateSymbolicLink(path, "/etc/passwd");

        Assert.That(feed.Get("/api/spikes/" + Path.GetFileName(path)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/api/ladder?channel=310&id=nonsense", HttpStatusCode.BadRequest)]
    [TestCase("/api/ladder", HttpStatusCode.BadRequest)]
    [TestCase("/api/ladder?channel=310&id=99999999999999999999", HttpStatusCode.BadRequest)]
    [TestCase("/api/ladder?channel=310&id=1", HttpStatusCode.NotFound)]
    [TestCase("/api/ladder?channel=7&id=40000", HttpStatusCode.NotFound)]
    [TestCase("/../app.js.map", HttpStatusCode.NotFound)]
    public void WhatIsNotThereIsSaidSo(string path, HttpStatusCode status) => Assert.That(_feed.Get(path).StatusCode, Is.EqualTo(status));

    [Test]
    public void ThePageLoadsNothingFromElsewhereAndRunsNothingButItsOwn()
    {
        foreach (string path in (string[])["/", "/app.js", "/charts.js", "/style.css"])
        {
            HttpResponseMessage response = _feed.Get(path);
            string text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
            Assert.That(response.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'; script-src 'self';"), path);
            Assert.That(text, Does.Not.Contain("http://").And.Not.Contain("https://").And.Not.Contain("innerHTML").And.Not.Contain("onclick="), path);
        }
    }

    [Test]
    public void ABookOfWhichEventsWereMissedIsNeverShownAsRight()
    {
        using BookWatch watch = new(_feed.Feed.Status.Channels);
        Assert.That(watch.StateOf(BookState.Whole), Is.EqualTo("whole"));
        watch.OnLost(3);
        Assert.That(watch.StateOf(BookState.Whole), Is.EqualTo("missed"));
    }

    [Test]
    [NonParallelizable]
    public void LookingAllocatesNothing() => Assert.That(AllocationMeter.BytesOf(_feed.Dashboard.Look), Is.Zero);

    [Test]
    public void WhatAPageNeedsBesideItselfComesByTheCookieThatTheTokenSets()
    {
        const string Variable = "FEEDHANDLER_DASHBOARD_TESTS_TOKEN";
        Environment.SetEnvironmentVariable(Variable, Secret);
        using WatchedFeed feed = new(AccessToken.OfVariable(Variable));
        Assert.That(feed.Get("/app.js").StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(feed.Get("/api/spikes/" + feed.Feed.Report.Flight!.Files.Single().Name).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        HttpResponseMessage page = feed.Get("/?token=" + Uri.EscapeDataString(Secret));

        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(page.Headers.GetValues("Set-Cookie").Single(), Does.EndWith("; HttpOnly; SameSite=Strict; Path=/"));
        Assert.That(feed.Get("/app.js").StatusCode, Is.EqualTo(HttpStatusCode.OK), "the client keeps cookies as a browser does");
        Assert.That(page.Content.ReadAsStringAsync().GetAwaiter().GetResult(), Does.Not.Contain(Secret));
    }

    private static IEnumerable<long> Quantities(JsonElement ladder, string side) =>
        ladder.GetProperty(side).EnumerateArray().Where(static level => level.GetProperty("known").GetBoolean() && level.TryGetProperty("quantity", out _))
            .Select(static level => level.GetProperty("quantity").GetInt64());
}
