using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace FeedHandler.Tests.Support;

/// <summary>A real browser for the pages of the product, the one that the system has: what they draw, and whether everybody can use them.</summary>
internal sealed class BrowserStage : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BrowserStage(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<BrowserStage> Open()
    {
        string chromium = Require.Tool("chromium");
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        return new BrowserStage(playwright, browser);
    }

    /// <summary>An empty page, and what goes wrong in it from here on.</summary>
    public async Task<(IPage Page, List<string> Errors)> NewPage(int width, ColorScheme scheme)
    {
        List<string> errors = [];
        IPage page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 1200 }, ColorScheme = scheme });
        page.SetDefaultTimeout(120_000);
        page.Console += (_, message) => errors.AddRange(message.Type == "error" ? [message.Text] : []);
        page.PageError += (_, error) => errors.Add(error);
        return (page, errors);
    }

    /// <summary>What stands in the way of those who do not see the page, or use no mouse.</summary>
    public static async Task<IEnumerable<string>> Violations(IPage page)
    {
        Deque.AxeCore.Commons.AxeResult result = await page.RunAxe();
        return result.Violations.Select(static violation => $"{violation.Id}: {violation.Help}: {violation.Nodes[0].Html}");
    }

    /// <summary>Whether nothing runs out of the window.</summary>
    public static Task<bool> Fits(IPage page) => page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth");

    /// <summary>What the keyboard reaches, by id or class.</summary>
    public static async Task<List<string>> Tab(IPage page, int count)
    {
        List<string> reached = [];
        for (int i = 0; i < count; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.className"));
        }

        return reached;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
