using FeedHandler.Tests.Support;
using Microsoft.Playwright;

namespace FeedHandler.Observing.Dashboard;

/// <summary>The page in a real browser: it draws what the feed tells, for eyes, keyboards and screen readers, on a phone and on a wall.</summary>
[NonParallelizable]
public sealed class PageTests
{
    private static readonly string[] Canvases = ["series", "curve", "heat", "timeline"];
    private WatchedFeed _feed = null!;
    private BrowserStage _browser = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _browser = await BrowserStage.Open();
        _feed = new WatchedFeed();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _feed?.Dispose();
    }

    [Test]
    public async Task EveryPictureIsDrawn([Values(390, 1400, 3840)] int width)
    {
        (IPage page, List<string> errors) = await Show(width, ColorScheme.Light);

        foreach (string canvas in Canvases)
            Assert.That(await page.EvaluateAsync<int>(ColorsOf, canvas), Is.GreaterThan(1), canvas);
        Assert.That(await BrowserStage.Fits(page), Is.True, "nothing runs out of the window");
        Assert.That(errors, Is.Empty);
        await page.CloseAsync();
    }

    [Test]
    public async Task ASpikeLeadsToItsFile()
    {
        (IPage page, _) = await Show(1400, ColorScheme.Light);
        FeedHandler.Engine.FlightFile saved = _feed.Feed.Report.Flight!.Files.Single();
        ILocator link = page.Locator("#spikes tbody a");
        await Assertions.Expect(link).ToHaveTextAsync(saved.Name);
        IDownload download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());

        Assert.That(await File.ReadAllBytesAsync(await download.PathAsync()), Is.EqualTo(await File.ReadAllBytesAsync(Path.Combine(_feed.Folder, saved.Name))));
        await page.CloseAsync();
    }

    [Test]
    public async Task TwoRunsAreOnOneAxisWithAVerdictForEachMeasure([Values(390, 1400)] int width)
    {
        using ComparedLogs logs = new();
        (IPage page, List<string> errors) = await Show(width, ColorScheme.Dark, logs.Server.Url);
        await Assertions.Expect(page.Locator("#compare-t")).ToContainTextAsync("B is slower at");

        Assert.That(await page.EvaluateAsync<int>(ColorsOf, "compare"), Is.GreaterThan(1));
        Assert.That(await page.Locator("#changes tbody tr").AllInnerTextsAsync(), Has.Some.StartsWith("p50\t1.00 µs\t1.20 µs\t+20.0 %").And.Some.EndsWith("\tslower"));
        Assert.That(await page.Locator("#ladder").IsVisibleAsync(), Is.False);
        Assert.That(await BrowserStage.Violations(page), Is.Empty);
        Assert.That(await BrowserStage.Fits(page), Is.True, "nothing runs out of the window");
        Assert.That(errors, Is.Empty);
        await page.CloseAsync();
    }

    [Test]
    public async Task TheLadderIsTheInstrumentThatWasChosen()
    {
        (IPage page, _) = await Show(1400, ColorScheme.Light);
        string symbol = _feed.Feed.Report.Instruments.First(static instrument => instrument.Bids.Count > 1).Symbol;
        await page.FillAsync("#find", symbol);
        await page.Keyboard.PressAsync("Tab");
        await page.DispatchEventAsync("#instrument", "change");
        await Assertions.Expect(page.Locator("#book-t")).ToContainTextAsync(symbol + ": whole");

        Assert.That(await page.Locator("#ladder tbody tr").CountAsync(), Is.GreaterThan(1));
        await page.CloseAsync();
    }

    [Test]
    public async Task ScreenReadersAndKeyboardsHaveAllOfIt([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme)
    {
        (IPage page, _) = await Show(1400, scheme);
        Assert.That(await BrowserStage.Violations(page), Is.Empty);

        List<string> reached = await BrowserStage.Tab(page, 40);
        Assert.That(reached, Is.SupersetOf((string[])["stage", "span", "pause", "theme", "series", "curve", "heat", "timeline", "find", "instrument"]));
        await page.CloseAsync();
    }

    // How many colors a canvas has: one when nothing was drawn.
    private const string ColorsOf = """
        id => { const c = document.getElementById(id), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, seen = new Set();
          for (let i = 0; i < d.length; i += 4) seen.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2] + ',' + d[i + 3]); return seen.size; }
        """;

    private async Task<(IPage Page, List<string> Errors)> Show(int width, ColorScheme scheme, string? logs = null)
    {
        (IPage page, List<string> errors) = await _browser.NewPage(width, scheme);
        await page.GotoAsync(logs ?? _feed.Server.Url, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.Locator("#stages tbody tr").First.WaitForAsync();
        if (logs is not null) return (page, errors);
        await page.Locator("#ladder tbody tr").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        return (page, errors);
    }
}
