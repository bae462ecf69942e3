using System.Text;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Host.Tune.Apply;
using FeedHandler.Host.Tune.Trials;

namespace FeedHandler.Host.Tests.Tune;

public sealed class ConfigurationEditTests
{
    private const string Commented = """
        {
          // the desk's own
          "lines": [ { "line": "A", "group": "239.1.1.1:4000", "interface": "lo" }, ],
          "receiver": {
            "kind": "socket", /* not io_uring */
            "batchCount": 64, // packets
          },
        }
        """;

    [TestCase("receiver.batchCount", "256", "\"batchCount\": 64, // packets", "\"batchCount\": 256, // packets")]
    [TestCase("receiver.kind", "\"io_uring\"", "\"kind\": \"socket\", /*", "\"kind\": \"io_uring\", /*")]
    [TestCase("receiver.busyPollUs", "50", "\"receiver\": {", "\"receiver\": {\n    \"busyPollUs\": 50,")]
    [TestCase("ring.size", "4096", "{\n  // the desk's own", "{\n  \"ring\": { \"size\": 4096 },\n  // the desk's own")]
    [TestCase("threads.strategyCores", "[1]", "{\n  // the desk's own", "{\n  \"threads\": { \"strategyCores\": [1] },\n  // the desk's own")]
    public void AllElseStaysAsItIsWritten(string member, string value, string before, string after) =>
        Assert.That(Set(Commented, member, value), Is.EqualTo(Commented.Replace(before, after, StringComparison.Ordinal)));

    [TestCase("{}", "{ \"ring\": { \"size\": 4096 } }")]
    [TestCase("{\n}", "{\n  \"ring\": { \"size\": 4096 }\n}")]
    [TestCase("{\"ring\":{}}", "{\"ring\":{ \"size\": 4096 }}")]
    [TestCase("{ \"ring\": { \"wait\": \"busy\" } }", "{ \"ring\": { \"size\": 4096, \"wait\": \"busy\" } }")]
    [TestCase("{ \"receiver\": { \"size\": 1 }, \"ring\": { \"size\": [1, {\"size\": 2}] } }", "{ \"receiver\": { \"size\": 1 }, \"ring\": { \"size\": 4096 } }")]
    public void AMemberIsSetWhereverItStands(string before, string after) => Assert.That(Set(before, "ring.size", "4096"), Is.EqualTo(after));

    [Test]
    public void OnlyMembersOfWhatGainedAreWritten()
    {
        using SmallCapture folder = new();
        string path = folder.WriteBytes("feed.json", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Commented)]);
        (IReadOnlyList<string> changed, string? failure) = Write(folder, TrialTests.Change("batch") with { Members = [("receiver.batchCount", "256"), ("ring.size", "4096")] });

        Assert.That(failure, Is.Null);
        Assert.That(changed, Is.EqualTo((string[])["receiver.batchCount: 64 -> 256", "ring.size: not said -> 4096"]));
        Assert.That(File.ReadAllBytes(path)[..4], Is.EqualTo((byte[])[0xEF, 0xBB, 0xBF, (byte)'{']));
        Assert.That(File.ReadAllText(path), Does.Contain("// the desk's own").And.Contain("\"batchCount\": 256").And.Contain("\"ring\": { \"size\": 4096 }"));
        Assert.That(Directory.GetFiles(folder.Folder), Has.Length.EqualTo(1), "nothing is left beside it");
    }

    [Test]
    public void WithoutAGainNothingIsWritten()
    {
        using SmallCapture folder = new();
        string path = folder.WriteBytes("feed.json", Encoding.UTF8.GetBytes(Commented));
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        (IReadOnlyList<string> changed, string? failure) = Write(folder, TrialTests.Change("gc") with { Environment = [("DOTNET_gcServer", "1")] });

        Assert.That((changed.Count, failure, File.GetLastWriteTimeUtc(path)), Is.EqualTo((0, (string?)null, DateTime.UnixEpoch)));
    }

    [Test]
    public void AFileThatAnotherChangedMeanwhileIsLeftAsItIs()
    {
        using SmallCapture folder = new();
        string path = folder.WriteBytes("feed.json", Encoding.UTF8.GetBytes(Commented));
        Terminal terminal = TerminalIn(folder.Folder);
        ConfigurationChange change = ConfigurationChange.Of("feed.json", terminal);
        File.WriteAllText(path, "{}");
        (IReadOnlyList<string> changed, string? failure) = change.Write(
            "--apply", [TrialTests.Change("batch") with { Members = [("receiver.batchCount", "256")] }], new OutputPlan(terminal, followsLinks: false), terminal);

        Assert.That((changed.Count, File.ReadAllText(path)), Is.EqualTo((0, "{}")));
        Assert.That(failure, Does.Contain("changed by another meanwhile"));
    }

    private static (IReadOnlyList<string> Changed, string? Failure) Write(SmallCapture folder, TuneChange gained)
    {
        Terminal terminal = TerminalIn(folder.Folder);
        OutputPlan outputs = new(terminal, followsLinks: false);
        outputs.AddFile("--apply", "feed.json", isWhole: true);
        return ConfigurationChange.Of("feed.json", terminal).Write("--apply", [gained], outputs, terminal);
    }

    private static Terminal TerminalIn(string folder) => new() { Out = TextWriter.Null, Error = TextWriter.Null, OpenOut = static () => Stream.Null, Folder = folder };

    private static string Set(string json, string member, string value) => Encoding.UTF8.GetString(ConfigurationEdit.Set(Encoding.UTF8.GetBytes(json), member, value));
}
