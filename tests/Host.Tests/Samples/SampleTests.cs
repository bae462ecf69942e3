using System.Diagnostics;
using System.Text.Json;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Samples;

/// <summary>The samples of docs/samples, as a reader of their page would run them.</summary>
public sealed class SampleTests
{
    private const string ToyDigest = "59923821deb9d1bf";
    private SmallCapture _files = null!;

    private static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    [SetUp]
    public void MakeFolder() => _files = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _files.Dispose();

    [Test]
    public void TheReadmeShowsTheStrategyAsItIs()
    {
        string source = File.ReadAllText(Repository.PathOf("docs/samples/SpreadWatch/SpreadWatch.cs")).TrimEnd();
        Assert.That(File.ReadAllText(Repository.PathOf("README.md")), Does.Contain(source));
    }

    [Test]
    public void AStrategyFromOutsideRunsInTheCommandAndReports()
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--strategy", DllOf("SpreadWatch") + ":SpreadWatch", "--json");

        Assert.That(run.Code, Is.Zero, run.Error);
        JsonElement strategy = run.Json.GetProperty("strategies")[0];
        Assert.That(strategy.GetProperty("name").GetString(), Is.EqualTo("spread-watch"));
        Assert.That(strategy.GetProperty("digest").GetString(), Is.EqualTo(run.Json.GetProperty("digest").GetString()));
        Assert.That(strategy.GetProperty("results").GetProperty("widestSpread").GetDecimal(), Is.Positive);
    }

    [Test]
    public void AProgramOfOnesOwnRunsAFeed()
    {
        using Process program = Process.Start(new ProcessStartInfo("dotnet", [DllOf("Embedding"), Capture])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        Task<string> error = program.StandardError.ReadToEndAsync();
        string output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();

        Assert.That(program.ExitCode, Is.Zero, error.Result);
        Assert.That(output, Does.Match(@"^\d+ events, digest [0-9a-f]{16}\ntrade-count: trades 355, quantity \d+\nend to end p99\.9: \d+ ns\n$"));
    }

    [Test]
    public void AVenueFromOutsideGivesBooksEventsAndADigestInTheSameCommand()
    {
        string path = ToyPackets.WriteTo(_files);
        string[] venue = ["--venue", DllOf("ToyVenue") + ":ToyVenue", "--lines", "224.0.31.1:14310=A,224.0.32.1:15310=B"];
        CommandRun replay = CommandRun.Of(["replay", path, .. venue, "--json"]);
        CommandRun books = CommandRun.Of(["books", path, .. venue, "--json"]);

        Assert.That(replay.Code, Is.Zero, replay.Error);
        Assert.That(replay.Json.GetProperty("venue").GetString(), Is.EqualTo("toy"));
        Assert.That(replay.Json.GetProperty("events").GetInt64(), Is.EqualTo(8), "a definition that is assumed and one that is told, the book that begins empty, three levels, a trade and a gap");
        Assert.That(replay.Json.GetProperty("digest").GetString(), Is.EqualTo(ToyDigest));
        Assert.That(replay.Json.GetProperty("packets").GetProperty("lost").GetInt64(), Is.EqualTo(1));
        Assert.That(books.Code, Is.Zero, books.Error);
        Assert.That(books.Json.GetProperty("symbol").GetString(), Is.EqualTo("TOY"));
        Assert.That(books.Json.GetProperty("bids")[0].GetProperty("price").GetString(), Is.EqualTo("99.5"));
    }

    private static string DllOf(string sample) => Repository.PathOf($"docs/samples/{sample}/bin/{Configuration}/net10.0/{sample}.dll");

    private static string Configuration => AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
}
