using System.Net;
using System.Net.Sockets;
using FeedHandler.Engine;
using FeedHandler.Host.Check;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Checks;

/// <summary>What would keep a feed from being served to clients is told before it runs.</summary>
public sealed class GatewayCheckTests
{
    private const string Tokens = """{"tokens":[{"name":"desk","token":"desk-secret-0123456789","allow":["*"]}]}""";
    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("gateway-check-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void OfNothingServedNothingIsSaid() => Assert.That(Check(new GatewaySection()), Is.Empty);

    [TestCase("0.0.0.0:19470", "no tokens")]
    [TestCase("203.0.113.7:19470", "no tokens")]
    [TestCase("127.0.0.1:19464", "that of observe")]
    public void AnAddressThatCannotBeIsAProblem(string address, string found)
    {
        Finding finding = Check(new GatewaySection { Listen = address }).Single();

        Assert.That((finding.Name, finding.Verdict), Is.EqualTo(("gateway.listen", Verdict.Problem)));
        Assert.That(finding.Found, Does.Contain(found));
    }

    [Test]
    public void AnAddressOfNoInterfaceIsAProblem() => Assert.That(
        Check(new GatewaySection { Listen = "203.0.113.7:19470", Tokens = Write(Tokens) })[0].Found, Does.Contain("no interface"));

    [Test]
    public void APortThatIsTakenIsTold()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        GatewaySection gateway = new() { Listen = listener.LocalEndpoint.ToString() };
        Finding taken = Check(gateway).Single();
        listener.Stop();

        Assert.That((taken.Verdict, taken.Found, Check(gateway).Single().Verdict), Is.EqualTo((Verdict.Advice, $"{gateway.Listen} is taken", Verdict.Good)));
    }

    [TestCase(Tokens, 384, true, "1 in")]
    [TestCase(Tokens, 420, false, "chmod 600")]
    [TestCase("{", 384, false, "no JSON")]
    public void TokensAreReadAndNotShown(string text, int mode, bool isGood, string found)
    {
        Require.That(!OperatingSystem.IsWindows(), "rights of files are those of Unix");
        Finding finding = Check(new GatewaySection { Listen = "127.0.0.1:19471", Tokens = Write(text, mode) }).Last();

        Assert.That((finding.Name, finding.Verdict), Is.EqualTo(("gateway.tokens", isGood ? Verdict.Good : Verdict.Problem)));
        Assert.That(finding.Found, Does.Contain(found).And.Not.Contain("desk-secret"));
    }

    [TestCase("journal", 1, "Good", "up to 16 MiB of")]
    [TestCase("journal", 1024, "Advice", "up to 4,194,304 MiB of")]
    [TestCase("there/is/none", 1, "Problem", "there is no folder")]
    [TestCase("tokens.json", 1, "Problem", "is no folder, or a link to one")]
    public void AJournalIsLookedAt(string folder, int fileMib, string verdict, string found)
    {
        Write(Tokens);
        GatewaySection gateway = new() { Listen = "127.0.0.1:19471", Journal = folder, JournalFileMib = fileMib, JournalFiles = fileMib == 1 ? 16 : 4096 };
        Finding finding = Check(gateway).Last();

        Assert.That((finding.Name, $"{finding.Verdict}"), Is.EqualTo(("gateway.journal", verdict)), finding.Found);
        Assert.That(finding.Found, Does.Contain(found));
        Assert.That(Directory.Exists(Path.Combine(_folder, "journal")), Is.False, "nothing is made");
    }

    [Test]
    public void TokensThatProtectNothingAreToldOf() =>
        Assert.That(Check(new GatewaySection { Tokens = "tokens.json" }).Single().Found, Does.Contain("nothing is served"));

    private string Write(string text, int mode = 384)
    {
        string path = Path.Combine(_folder, "tokens.json");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)mode);
        return "tokens.json";
    }

    private Finding[] Check(GatewaySection gateway)
    {
        ConfigurationFile file = new() { Gateway = gateway, Observe = new ObserveSection { Metrics = "127.0.0.1:19464" } };
        return [.. GatewayChecks.Run(new FeedConfiguration(Path.Combine(_folder, "feed.json"), file, Array.Empty<Receivers.LineGroup>()))];
    }
}
