using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using FeedHandler.Engine;
using FeedHandler.Host.Check;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Deploy;

/// <summary>What docs/deploy says of the command, its options and its rights is so.</summary>
public sealed partial class DeploymentTests
{
    private const string Program = "/opt/feedhandler/feedhandler";
    private static readonly string[] DropIns = ["sockets.conf", "xdp.conf", "threads.conf"];

    [TestCase("ExecStartPre")]
    [TestCase("ExecStart")]
    public void TheCommandLineOfTheUnitIsOne(string directive)
    {
        string[] words = ValueOf("feedhandler.service", directive).Split(' ');

        Assert.That(words[0], Is.EqualTo(Program));
        Assert.That(ErrorsOf(words[1..]), Is.Empty);
    }

    [Test]
    public void TheCommandLineOfTheContainerIsOne()
    {
        string[] entry = JsonSerializer.Deserialize<string[]>(InstructionOf("ENTRYPOINT"))!;

        Assert.That(entry, Is.EqualTo((string[])[Program]));
        Assert.That(ErrorsOf(JsonSerializer.Deserialize<string[]>(InstructionOf("CMD"))!), Is.Empty);
        Assert.That(InstructionOf("COPY --from=build"), Does.EndWith(" " + Path.GetDirectoryName(Program)));
        Assert.That(Repository.PathOf(InstructionOf("RUN dotnet publish").Split(' ')[0]), Does.Exist);
    }

    [Test]
    public void TheUnitItselfGivesNoRight()
    {
        Assert.That(ValueOf("feedhandler.service", "CapabilityBoundingSet"), Is.Empty);
        Assert.That(ValueOf("feedhandler.service", "AmbientCapabilities"), Is.Empty);
    }

    [TestCase("xdp.conf", """ "receiver": { "kind": "xdp" } """)]
    [TestCase("threads.conf", """ "threads": { "feedPriority": 1, "lockMemory": true } """)]
    public void ADropInGivesWhatTheCheckMisses(string dropIn, string section)
    {
        string[] missing = MissingRights(section);

        Assert.That(missing, Is.Not.Empty);
        Assert.That(missing, Is.SubsetOf(ValueOf(dropIn, "AmbientCapabilities").Split(' ')));
    }

    [Test]
    public void ADropInGivesOnlyWhatThePageNames([ValueSource(nameof(DropIns))] string dropIn)
    {
        string[] given = ValueOf(dropIn, "AmbientCapabilities").Split(' ');

        Assert.That(given, Is.EquivalentTo(ValueOf(dropIn, "CapabilityBoundingSet").Split(' ')), "bounded by what it has");
        Assert.That(given, Is.SubsetOf(Capability().Matches(TextOf("README.md")).Select(static match => match.Value)));
    }

    [Test]
    public void SystemdUnderstandsTheUnit()
    {
        string analyze = Require.Tool("systemd-analyze");
        using SmallCapture files = new();
        string unit = Path.Combine(files.Folder, "feedhandler.service");

        // It looks for the program too, which is not installed here: another that is there stands in its place.
        File.WriteAllText(unit, TextOf("feedhandler.service").Replace(Program, analyze, StringComparison.Ordinal));
        string dropIns = Directory.CreateDirectory(unit + ".d").FullName;
        foreach (string name in DropIns) File.WriteAllText(Path.Combine(dropIns, name), TextOf(name));
        (int exitCode, string output) = DotNetCommand.RunProgram(analyze, files.Folder, "verify", "--man=no", "--recursive-errors=no", unit);

        Assert.That(output.Split('\n').Where(static line => line.Contains("feedhandler", StringComparison.Ordinal)), Is.Empty);
        Assert.That(exitCode, Is.Zero, output);
    }

    private static string[] MissingRights(string section)
    {
        using SmallCapture files = new();
        string path = Path.Combine(files.Folder, "feed.json");
        File.WriteAllText(path, $$"""{ "lines": [{ "line": "A", "group": "239.1.1.1:14310", "interface": "lo" }], {{section}} }""");
        string status = Path.Combine(Directory.CreateDirectory(Path.Combine(files.Folder, "proc/self")).FullName, "status");
        File.WriteAllText(status, "CapEff:\t0000000000000000\n");
        IEnumerable<Finding> findings = RightChecks.Run(new SystemFiles(files.Folder), ConfigurationReader.Read(path));
        return [.. findings.Where(static finding => finding.Verdict == Verdict.Problem).SelectMany(static finding => Capability().Matches(finding.Found))
            .Select(static match => match.Value)];
    }

    private static IEnumerable<string> ErrorsOf(string[] arguments)
    {
        Terminal terminal = new() { Out = TextWriter.Null, Error = TextWriter.Null, OpenOut = static () => Stream.Null, Folder = "." };
        return CommandLine.Root(terminal).Parse(arguments).Errors.Select(static error => error.Message);
    }

    private static string ValueOf(string file, string directive) =>
        TextOf(file).Split('\n').Single(line => line.StartsWith(directive + "=", StringComparison.Ordinal))[(directive.Length + 1)..];

    private static string InstructionOf(string start) =>
        TextOf("Containerfile").Split('\n').Single(line => line.StartsWith(start + " ", StringComparison.Ordinal))[(start.Length + 1)..];

    private static string TextOf(string file) => File.ReadAllText(Repository.PathOf("docs/deploy/" + file));

    [GeneratedRegex("CAP_[A-Z_]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Capability();
}
