using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Commands;
using FeedHandler.Host.Configuration;

namespace FeedHandler.Host.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    private const string Line = """{ "line": "A", "group": "224.0.31.64:14340", "interface": "eth1" }""";
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("configuration-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void GroupsAreTakenAsWritten()
    {
        FeedConfiguration read = Read("""
            {
              // comments and trailing commas are allowed
              "lines": [
                { "line": "A", "group": "224.0.31.64:14340", "interface": "eth1", "source": "10.1.2.3" },
                { "line": "B", "group": "[ff05::40]:15340", "interface": "eth2" },
              ],
              "receiver": { "kind": "io_uring", "batchCount": 32 },
              "arbitration": { "gapTimeUs": 250 }
            }
            """);

        Assert.That(read.Groups, Is.EqualTo(new Receivers.LineGroup[]
        {
            new(Core.Packets.Line.A, IPEndPoint.Parse("224.0.31.64:14340"), "eth1", IPAddress.Parse("10.1.2.3")),
            new(Core.Packets.Line.B, IPEndPoint.Parse("[ff05::40]:15340"), "eth2"),
        }));
        Assert.That((read.File.Receiver.Kind, read.File.Receiver.BatchCount, read.Arbitration.GapTimeNsMax), Is.EqualTo(("io_uring", 32, 250_000)));
    }

    [Test]
    public void WhatIsLeftOutHasItsDefault()
    {
        ConfigurationFile file = Read($$"""{ "lines": [{{Line}}] }""").File;

        Assert.That(file.Receiver, Is.EqualTo(new ReceiverSection()));
        Assert.That((file.Ring.Size, file.Ring.Strategies, file.WarmUp.Passes), Is.EqualTo((65_536, 1, 20)));
    }

    [TestCase("""{ "lines": [@], "reciever": {} }""", "reciever is not a member of the configuration")]
    [TestCase("""{ "lines": [@], "ring": { "size": "big" } }""", "ring.size has a value of the wrong kind")]
    [TestCase("""{ "lines": [{ "line": "A" }] }""", "lines[0] lacks one of line, group and interface")]
    [TestCase("""{ "lines": [@ }""", "not JSON")]
    [TestCase("{}", "no groups: give lines, or cmeConfig with channel and interfaces")]
    [TestCase("""{ "lines": [{ "line": "C", "group": "224.0.31.64:14340", "interface": "eth1" }] }""", "lines[0].line: \"C\", give A or B")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64", "interface": "eth1" }] }""", "give ADDRESS:PORT")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "10.0.0.1:99", "interface": "eth1" }] }""", "10.0.0.1 is not a multicast address")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "" }] }""", "lines[0].interface: empty")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64:1", "interface": "e", "source": "x" }] }""", "lines[0].source: \"x\"")]
    [TestCase("""{ "lines": [@, @] }""", "224.0.31.64:14340 on eth1 stands there 2 times")]
    [TestCase("""{ "lines": [@], "receiver": { "kind": "magic" } }""", "receiver.kind: \"magic\", give one of auto, socket, io_uring, xdp, dpdk")]
    [TestCase("""{ "lines": [@], "receiver": { "kind": "dpdk", "wait": "block" } }""", "dpdk is polled and cannot block")]
    [TestCase("""{ "lines": [@], "receiver": { "dpdkArguments": ["--no-huge"] } }""", "only for receiver.kind dpdk")]
    [TestCase("""{ "lines": [@], "receiver": { "batchCount": 0 } }""", "receiver.batchCount: 0 is out of range, give 1 to 1024")]
    [TestCase("""{ "lines": [@], "ring": { "size": 1000 } }""", "ring.size: 1000 is not a power of two")]
    [TestCase("""{ "lines": [@], "threads": { "feedCore": 1, "strategyCores": [2, 1] } }""", "core 1 is given to two threads")]
    [TestCase("""{ "lines": [@], "threads": { "feedCore": -1 } }""", "core -1 is out of range")]
    [TestCase("""{ "lines": [@], "cmeConfig": "config.xml" }""", "keep one of them")]
    [TestCase("""{ "cmeConfig": "config.xml" }""", "cmeConfig without channel")]
    [TestCase("null", "null, give an object")]
    public void WhatIsWrongIsToldByItsName(string json, string reason)
    {
        CommandException failure = Assert.Throws<CommandException>(() => Read(json.Replace("@", Line, StringComparison.Ordinal)))!;

        Assert.That(failure.Message, Does.Contain(reason).And.Contain("feed.json"));
    }

    [Test]
    public void AllThatIsWrongIsToldAtOnce()
    {
        CommandException failure = Assert.Throws<CommandException>(() => Read("""{ "ring": { "size": 3, "strategies": 99 } }"""))!;

        Assert.That(failure.Message.Split('\n'), Has.Length.EqualTo(4));
    }

    [Test]
    public void TheExchangesFileNamesTheGroups()
    {
        File.WriteAllText(Path.Combine(_folder, "config.xml"), CmeConfigXmlTests.Channels);

        FeedConfiguration read = Read("""{ "cmeConfig": "config.xml", "channel": 901, "interfaces": { "A": "eth1", "B": "eth2" } }""");

        Assert.That(read.Groups.Select(static group => $"{group.Line} {group.Group} {group.Interface} {group.Source}"), Is.EqualTo(new[]
        {
            "A 224.0.25.1:17901 eth1 10.0.0.1", "B 224.0.26.1:18901 eth2 ",
        }));
    }

    [TestCase("""{ "cmeConfig": "config.xml", "channel": 901, "interfaces": { "A": "eth1" } }""", "interfaces.B: missing")]
    [TestCase("""{ "cmeConfig": "config.xml", "channel": 902, "interfaces": { "A": "eth1" } }""", "no incremental feed for channel 902")]
    [TestCase("""{ "cmeConfig": "other.xml", "channel": 901 }""", "other.xml: cannot be read")]
    public void WhatTheExchangesFileLacksIsTold(string json, string reason)
    {
        File.WriteAllText(Path.Combine(_folder, "config.xml"), CmeConfigXmlTests.Channels);

        Assert.That(() => Read(json), Throws.TypeOf<CommandException>().With.Message.Contains(reason));
    }

    [Test]
    public void AFileThatIsNotThereIsTold()
        => Assert.That(() => ConfigurationReader.Read(Path.Combine(_folder, "none.json")), Throws.TypeOf<CommandException>().With.Message.Contains("cannot be read"));

    private FeedConfiguration Read(string json)
    {
        string path = Path.Combine(_folder, "feed.json");
        File.WriteAllText(path, json);
        return ConfigurationReader.Read(path);
    }
}
