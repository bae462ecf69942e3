using System.Net;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Tests.Support;
using Microsoft.Playwright;

namespace FeedHandler.Gateway.Web;

/// <summary>The page in a real browser, of a real gateway: books that move, doubts that nobody can overlook, and nobody shut out of them.</summary>
[NonParallelizable]
public sealed class PageTests
{
    private ServedCapture _served = null!;
    private BrowserStage _browser = null!;

    // Behind this every test sees the capture at its end, with the doubt of packets that were lost there.
    [OneTimeSetUp]
    public async Task Open()
    {
        _browser = await BrowserStage.Open();
        _served = new ServedCapture();
        await ALadderMovesAndItsDoubtIsShown();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _served?.Dispose();
    }

    [Test]
    public async Task EverybodyHasAllOfIt([Values(390, 1280)] int width, [Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme)
    {
        (IPage page, List<string> errors) = await Watch(width, scheme);
        await Assertions.Expect(page.Locator("#confidence")).ToBeVisibleAsync();

        Assert.That(await BrowserStage.Violations(page), Is.Empty);
        Assert.That(await BrowserStage.Fits(page), Is.True, "nothing runs out of the window");
        Assert.That(await BrowserStage.Tab(page, 26), Is.SupersetOf((string[])["pattern", "token", "interval", "watch", "theme", "log"]));
        Assert.That(errors, Is.Empty);
        await Picture(page, $"gateway-{width}-{scheme}");
        await page.CloseAsync();
    }

    [Test]
    public async Task AnotherInstrumentIsChosenByKeyboard()
    {
        (IPage page, _) = await Watch(1280, ColorScheme.Light);
        ILocator second = page.Locator("#list button").Nth(1);
        string symbol = (await second.TextContentAsync())!;
        await second.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#book-h")).ToContainTextAsync(symbol);
        await Assertions.Expect(page.Locator("#list button[aria-pressed=true]")).ToHaveTextAsync(symbol);
        await page.CloseAsync();
    }

    [Test]
    public async Task WhatIsRefusedIsToldAndNotAskedForAgain()
    {
        (IPage page, _) = await Show(390, ColorScheme.Dark);
        await page.FillAsync("#pattern", "asset:");
        await page.ClickAsync("#watch");

        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync("refused");
        await Assertions.Expect(page.Locator("#told .bad")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#watch")).ToHaveTextAsync("Watch");
        await page.CloseAsync();
    }

    [Test]
    public async Task WhatMayNotBeSeenAnyMoreIsTakenAwayAndTheRestGoesOn()
    {
        const string token = "page-secret-0123456789";
        using TestFeed feed = new();
        GatewayStage.TwoInstruments(feed);
        feed.Publish();
        string tokens = Allow("*");
        using GatewayServer server = GatewayServer.Start(new GatewayOptions { FeedPath = feed.FilePath, Listen = new IPEndPoint(IPAddress.Loopback, 0), TokenFile = tokens });
        (IPage page, List<string> errors) = await _browser.NewPage(1280, ColorScheme.Light);
        await page.GotoAsync($"http://{server.LocalEndPoint}/");
        await page.FillAsync("#pattern", "*");
        await page.FillAsync("#token", token);
        await page.ClickAsync("#watch");
        await Assertions.Expect(page.Locator("#list tbody tr")).ToHaveCountAsync(2);
        Allow("CL*");
        server.ReloadTokens();

        await Assertions.Expect(page.Locator("#list tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#book-h")).ToContainTextAsync("CLF7");
        await Assertions.Expect(page.Locator("#told .bad")).ToContainTextAsync("not all may be seen");
        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync("connected to");
        Assert.That(errors, Is.Empty);
        await page.CloseAsync();

        string Allow(string pattern) => GatewayStage.TokenFile(feed, $$"""{"tokens":[{"name":"page","token":"{{token}}","allow":["{{pattern}}"]}]}""");
    }

    private async Task ALadderMovesAndItsDoubtIsShown()
    {
        (IPage page, List<string> errors) = await Watch(1280, ColorScheme.Light);
        await Assertions.Expect(page.Locator("#confidence")).ToBeHiddenAsync();
        await Picture(page, "gateway");
        string before = await page.InnerTextAsync("#ladder");
        Assert.That(await page.Locator("#bids tr").CountAsync(), Is.GreaterThan(1));
        Assert.That(await page.EvaluateAsync<float>("document.querySelector('#bids td.bar i').getBoundingClientRect().width"), Is.Positive, "bars are drawn");
        _served.GoOn();
        await Assertions.Expect(page.Locator("#ladder")).Not.ToHaveTextAsync(before, new LocatorAssertionsToHaveTextOptions { UseInnerText = true });
        _served.Lose();
        await Assertions.Expect(page.Locator("#confidence")).ToContainTextAsync("SUSPECT");
        await Assertions.Expect(page.Locator("#told")).ToContainTextAsync("was whole and is suspect");

        Assert.That(errors, Is.Empty);
        await page.CloseAsync();
    }

    private async Task<(IPage Page, List<string> Errors)> Watch(int width, ColorScheme scheme)
    {
        (IPage page, List<string> errors) = await Show(width, scheme);
        await page.ClickAsync("#watch");
        await page.Locator("#bids tr").First.WaitForAsync();
        await page.Locator("#list tbody tr").First.WaitForAsync();
        return (page, errors);
    }

    private async Task<(IPage Page, List<string> Errors)> Show(int width, ColorScheme scheme)
    {
        (IPage page, List<string> errors) = await _browser.NewPage(width, scheme);
        await page.GotoAsync(_served.Url);
        return (page, errors);
    }

    // Only when a folder is named: the documentation has such a picture.
    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("FEEDHANDLER_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
