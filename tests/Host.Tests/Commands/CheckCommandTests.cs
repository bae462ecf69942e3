using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class CheckCommandTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("check-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void AGoodConfigurationIsReportedWithItsGroups()
    {
        Write("lo");

        CommandRun run = CommandRun.In(_folder, "check", "feed.json", "--json");

        Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Good, "")));
        JsonElement group = run.Json.GetProperty("groups").EnumerateArray().Single();
        Assert.That(group.GetProperty("group").GetString(), Is.EqualTo("224.0.31.64:14340"));
        Assert.That(run.Json.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("verdict").GetString()),
            Has.None.EqualTo("problem"));
    }

    [Test]
    public void AnInterfaceThatIsNotThereFailsTheCheck()
    {
        Write("nowhere9");

        CommandRun run = CommandRun.In(_folder, "check", "feed.json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Out, Does.Contain("feed.json: cannot work on this host, 1 problem; 1 groups"));
        Assert.That(run.Out, Does.Contain("Problems").And.Contain("interface nowhere9: not there").And.Contain("do:  name one of "));
    }

    [Test]
    public void ABrokenConfigurationIsAnInputError()
    {
        File.WriteAllText(Path.Combine(_folder, "feed.json"), "{ }");

        Assert.That(CommandRun.In(_folder, "check", "feed.json").Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(CommandRun.In(_folder, "check").Error, Does.Contain("no configuration"));
    }

    [TestCase("none.pcap", "does not exist")]
    [TestCase("folder", "is a folder")]
    [TestCase("feed.json", "is neither pcap nor pcapng")]
    public void AWarmUpThatAFeedWouldRefuseIsRefused(string capture, string reason)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        Write("lo", $$""", "warmUp": { "capture": "{{capture}}" }""");

        CommandRun check = CommandRun.In(_folder, "check", "feed.json");
        CommandRun run = CommandRun.In(_folder, "run", "feed.json");

        Assert.That((check.Code, run.Code), Is.EqualTo((ExitCode.Usage, ExitCode.Usage)));
        Assert.That(check.Error, Does.Contain("feed.json: warmUp.capture: ").And.Contain(reason));
    }

    [Test]
    public void NamesOfAFileActOnNoTerminal()
    {
        Write("\\u001b[2Jlo");

        CommandRun run = CommandRun.In(_folder, "check", "feed.json");

        Assert.That((run.Code, run.Out.Contains('\u001b', StringComparison.Ordinal)), Is.EqualTo((ExitCode.CheckFailed, false)));
        Assert.That(run.Out, Does.Contain("on ?[2Jlo").And.Contain("interface ?[2Jlo: not there"));
    }

    [Test]
    public void APathIsNoInterface()
    {
        Write("../net");

        Assert.That(CommandRun.In(_folder, "check", "feed.json").Out, Does.Contain("interface ../net: not there"));
    }

    [Test]
    public void TheSchemaIsPrinted()
        => Assert.That(CommandRun.Of("check", "--print-schema").Out, Is.EqualTo(ConfigurationSchema.Text));

    private void Write(string device, string more = "") => File.WriteAllText(
        Path.Combine(_folder, "feed.json"),
        $$"""{ "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "{{device}}" }], "threads": { "keepCoresAwake": false }{{more}} }""");
}
