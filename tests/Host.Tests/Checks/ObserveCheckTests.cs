using System.Net;
using System.Net.Sockets;
using FeedHandler.Engine;
using FeedHandler.Host.Check;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Checks;

/// <summary>What would keep a feed from being looked at is told before it runs.</summary>
public sealed class ObserveCheckTests
{
    private const string Secret = "k3-Jf93.lsQ0;aZ81";
    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("observe-check-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void OfNothingServedNothingIsSaid() => Assert.That(Check(new ObserveSection()), Is.Empty);

    [TestCase("0.0.0.0:19464", "no token", "observe.tokenFile")]
    [TestCase("203.0.113.7:19464", "no token", "observe.tokenFile")]
    public void AnAddressBeyondLoopbackNeedsAToken(string address, string found, string change)
    {
        Finding finding = Check(new ObserveSection { Metrics = address }).Single();

        Assert.That((finding.Name, finding.Verdict), Is.EqualTo(("observe.metrics", Verdict.Problem)));
        Assert.That(finding.Found, Does.Contain(found));
        Assert.That(finding.Change, Does.Contain(change));
    }

    [Test]
    public void AnAddressOfNoInterfaceIsAProblem()
    {
        ObserveSection observe = new() { Dashboard = "203.0.113.7:19465", TokenFile = WriteToken(Secret, UnixFileMode.UserRead) };

        Assert.That(Check(observe).First(), Has.Property(nameof(Finding.Verdict)).EqualTo(Verdict.Problem).And.Property(nameof(Finding.Found)).Contains("no interface"));
    }

    [Test]
    public void APortThatIsTakenIsAProblemUntilItIsFree()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        ObserveSection observe = new() { Dashboard = listener.LocalEndpoint.ToString() };
        Assert.That(Check(observe).Single().Found, Is.EqualTo($"{listener.LocalEndpoint} is taken"));

        listener.Stop();
        Assert.That(Check(observe).Single().Verdict, Is.EqualTo(Verdict.Good));
    }

    [Test]
    public void TwoOnOnePortAreAProblem()
    {
        Finding[] findings = [.. Check(new ObserveSection { Metrics = "127.0.0.1:19466", Dashboard = "127.0.0.1:19466" })];

        Assert.That(findings.Select(static finding => (finding.Name, finding.Verdict)),
            Is.EqualTo(new[] { ("observe.metrics", Verdict.Good), ("observe.dashboard", Verdict.Problem) }));
    }

    [TestCase(null, "cannot be read")]
    [TestCase("short", "is no token")]
    public void ATokenThatIsNoneIsAProblem(string? text, string found)
    {
        string name = text is null ? "nowhere" : WriteToken(text, UnixFileMode.UserRead);
        Finding finding = Check(new ObserveSection { Metrics = "127.0.0.1:19467", TokenFile = name }).Last();

        Assert.That((finding.Name, finding.Verdict), Is.EqualTo(("token of observe", Verdict.Problem)));
        Assert.That(finding.Found, Does.Contain(found).And.Not.Contain("short"));
    }

    [Test]
    public void ATokenThatOthersCanReadIsToldOfWithoutShowingIt()
    {
        string name = WriteToken(Secret, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Finding finding = Check(new ObserveSection { Metrics = "127.0.0.1:19468", TokenFile = name }).Last();

        Assert.That((finding.Verdict, finding.Change), Is.EqualTo((Verdict.Advice, $"chmod 600 {Path.Combine(_folder, name)}")));
        Assert.That(finding.ToString(), Does.Not.Contain(Secret));
        PrivateFile.SetMode(Path.Combine(_folder, name), UnixFileMode.UserRead);
        Assert.That(Check(new ObserveSection { Metrics = "127.0.0.1:19468", TokenFile = name }).Last().Verdict, Is.EqualTo(Verdict.Good));
        Assert.That(Check(new ObserveSection { TokenFile = name }).Single().Found, Does.Contain("nothing is served"));
    }

    private string WriteToken(string text, UnixFileMode mode)
    {
        string path = Path.Combine(_folder, "token");
        PrivateFile.Write(path, text + "\n", mode);
        return "token";
    }

    private Finding[] Check(ObserveSection observe) =>
        [.. ObserveChecks.Run(new FeedConfiguration(Path.Combine(_folder, "feed.json"), new ConfigurationFile { Observe = observe }, Array.Empty<Receivers.LineGroup>()))];
}
