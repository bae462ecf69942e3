using System.Net;
using FeedHandler.Core.Packets;

namespace FeedHandler.Engine.Tests.Configuration;

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

    [TestCase("""{ "lines": [{ "line": "#", "group": "224.0.31.64:14340", "interface": "eth1" }] }""")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "#", "interface": "eth1" }] }""")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "e", "role": "#" }] }""")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "e", "source": "#" }] }""")]
    [TestCase("""{ "lines": [@], "receiver": { "kind": "#" } }""")]
    [TestCase("""{ "lines": [@], "#": 1 }""")]
    public void WhatIsWrittenIsRepeatedInBounds(string json)
    {
        string written = new('x', 5000);
        string text = json.Replace("@", Line, StringComparison.Ordinal).Replace("#", written, StringComparison.Ordinal);
        FeedException failure = Assert.Throws<FeedException>(() => Read(text))!;

        Assert.That(failure.Message, Has.Length.LessThan(600).And.Not.Contains('\n'));
    }

    [Test]
    public void OfManyProblemsTheFirstAreNamed()
    {
        string lines = string.Join(',', Enumerable.Repeat("""{ "line": "C", "group": "x", "interface": "" }""", 500));
        FeedException failure = Assert.Throws<FeedException>(() => Read($$"""{ "lines": [{{lines}}] }"""))!;

        Assert.That(failure.Message.Split('\n'), Has.Length.EqualTo(21));
        Assert.That(failure.Message, Does.EndWith("and 1480 more problems"));
    }

    [TestCase("""{ "lines": [@], "reciever": {} }""", "reciever is not a member of the configuration (did you mean receiver?)")]
    [TestCase("""{ "lines": [@], "receiver": { "knid": "xdp" } }""", "receiver.knid is not a member of the configuration (did you mean kind?)")]
    [TestCase("""{ "lines": [{ "line": "A", "grup": "224.0.31.64:14340" }] }""", "lines[0].grup is not a member of the configuration (did you mean group?)")]
    [TestCase("""{ "lines": [@], "zzzzzz": {} }""", "zzzzzz is not a member of the configuration")]
    [TestCase("""{ "lines": [@], "ring": { "size": "big" } }""", "ring.size has a value of the wrong kind")]
    [TestCase("""{ "lines": [{ "line": "A" }] }""", "lines[0] lacks one of line, group and interface")]
    [TestCase("""{ "lines": [@ }""", "not JSON")]
    [TestCase("{}", "no groups: give lines, or cmeConfig with channel and interfaces")]
    [TestCase("""{ "lines": [{ "line": "C", "group": "224.0.31.64:14340", "interface": "eth1" }] }""", "lines[0].line: \"C\", give A or B")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64", "interface": "eth1" }] }""", "give ADDRESS:PORT")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "10.0.0.1:99", "interface": "eth1" }] }""", "10.0.0.1 is not a multicast address")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "" }] }""", "lines[0].interface: empty")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64:1", "interface": "e", "source": "x" }] }""", "lines[0].source: \"x\"")]
    [TestCase("""{ "lines": [@, @] }""", "lines: 224.0.31.64:14340 on eth1 stands there 2 times")]
    [TestCase("""{ "lines": [@], "receiver": { "kind": "magic" } }""", "receiver.kind: \"magic\", give one of auto, socket, io_uring, xdp, dpdk")]
    [TestCase("""{ "lines": [@], "receiver": { "kind": "dpdk", "wait": "block" } }""", "dpdk is polled and cannot block")]
    [TestCase("""{ "lines": [@], "ring": { "fullRing": "skip" } }""", "ring.fullRing")]
    [TestCase("""{ "lines": [@], "receiver": { "dpdkArguments": ["--no-huge"] } }""", "only for receiver.kind dpdk")]
    [TestCase("""{ "lines": [@], "receiver": { "batchCount": 0 } }""", "receiver.batchCount: 0 is out of range, give 1 to 1024")]
    [TestCase("""{ "lines": [@], "ring": { "size": 1000 } }""", "ring.size: 1000 is not a power of two")]
    [TestCase("""{ "lines": [@], "threads": { "feedCore": 1, "strategyCores": [2, 1] } }""", "core 1 is given to two threads")]
    [TestCase("""{ "lines": [@], "threads": { "feedCore": -1 } }""", "core -1 is out of range")]
    [TestCase("""{ "lines": [@], "cmeConfig": "config.xml" }""", "keep one of them")]
    [TestCase("""{ "cmeConfig": "config.xml" }""", "cmeConfig without channel")]
    [TestCase("""{ "lines": [@], "channels": [310] }""", "channels: only with cmeConfig")]
    [TestCase("""{ "lines": [@], "channel": 0 }""", "channel: 0 is out of range, give 1 to 65535")]
    [TestCase("""{ "lines": [{ "line": "A", "channel": 65536, "group": "224.0.31.64:1", "interface": "e" }] }""", "lines[0].channel: 65536 is out of range")]
    [TestCase("""{ "lines": [{ "line": "A", "role": "books", "group": "224.0.31.64:1", "interface": "e" }] }""", "lines[0].role: \"books\", give one of incremental,")]
    [TestCase("""{ "lines": [{ "line": "A", "role": "snapshot", "group": "224.0.31.64:1", "interface": "e" }] }""", "lines: no incremental group")]
    [TestCase("""{ "lines": [@, { "line": "B", "channel": 7, "group": "224.0.31.64:1", "interface": "e" }] }""", "some name their channel and others do not")]
    [TestCase("""{ "lines": [@, { "line": "A", "group": "224.0.31.64:1", "interface": "e" }] }""", "all put on incremental line A of one channel: give channel")]
    [TestCase("""{ "lines": [@], "venue": "nasdaq" }""", "venue: \"nasdaq\", give one of cme")]
    [TestCase("null", "null, give an object")]
    [TestCase("""{ "receiver": null }""", "receiver is null, give a value or leave it out")]
    [TestCase("""{ "lines": [{ "line": null, "group": "224.0.31.64:1", "interface": "e" }] }""", "lines[0].line is null")]
    [TestCase("""{ "lines": [@], "receiver": { "dpdkArguments": null } }""", "receiver.dpdkArguments is null")]
    [TestCase("""{ "lines": [null] }""", "feed.json(1,13): lines[0]: null, give an object with line, group and interface")]
    [TestCase("""{ "lines": [@], "receiver": { "kind": "dpdk", "dpdkArguments": ["-m", null] } }""", "receiver.dpdkArguments[1]: null, give a text")]
    [TestCase("""{ "lines": [@], "receiver": { "kind": "dpdk", "dpdkArguments": ["a\u0000b"] } }""", "receiver.dpdkArguments[0]: \"a?b\" has a NUL in it")]
    [TestCase("""{ "cmeConfig": "a\u0000b", "channel": 1 }""", "cmeConfig: \"a?b\" has a NUL in it")]
    [TestCase("""{ "cmeConfig": "", "channel": 1 }""", "cmeConfig: empty, give a text or leave it out")]
    [TestCase("""{ "cmeConfig": "c.xml", "channels": [1, null] }""", "channels[1] has a value of the wrong kind")]
    [TestCase("""{ "lines": [@], "warmUp": { "capture": "a\u0000b" } }""", "warmUp.capture: \"a?b\" has a NUL in it")]
    [TestCase("""{ "lines": [@], "warmUp": { "capture": "" } }""", "warmUp.capture: empty")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64:1", "interface": "\u001b[2Jlo\u0000" }] }""", "lines[0].interface: \"?[2Jlo?\" has a NUL in it")]
    [TestCase("""{ "lines": [@], "interfaces": { "A": "x", "B": "\u0000" } }""", "interfaces.B: \"?\" has a NUL in it")]
    [TestCase("""{ "lines": [@], "interfaces": { "A": "eth9" } }""", "interfaces: only with cmeConfig; each of lines names its own")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "239.1:14001", "interface": "e" }] }""", "lines[0].group: \"239.1:14001\", give ADDRESS:PORT")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "239.010.0.1:14001", "interface": "e" }] }""", "lines[0].group: \"239.010.0.1:14001\", give")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64:1", "interface": "e", "source": "10.1" }] }""", "lines[0].source: \"10.1\", give an IP address")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64:1", "interface": "e", "source": "239.1.1.1" }] }""", "239.1.1.1 is no sender's address")]
    [TestCase("""{ "lines": [{ "line": "A", "group": "224.0.31.64:1", "interface": "e", "source": "::1" }] }""", "lines[0].source: ::1 cannot send to 224.0.31.64:1")]
    public void WhatIsWrongIsToldByItsName(string json, string reason)
    {
        FeedException failure = Assert.Throws<FeedException>(() => Read(json.Replace("@", Line, StringComparison.Ordinal)))!;

        Assert.That(failure.Message, Does.Contain(reason).And.Contain("feed.json"));
    }

    [Test]
    public void AllThatIsWrongIsToldAtOnce()
    {
        FeedException failure = Assert.Throws<FeedException>(() => Read("""{ "ring": { "size": 1, "strategies": 99 }, "warmUp": { "passes": -1 } }"""))!;

        Assert.That(failure.Message.Split('\n'), Has.Length.EqualTo(4));
    }

    [Test]
    public void TheExchangesFileNamesTheGroups()
    {
        File.WriteAllText(Path.Combine(_folder, "config.xml"), CmeConfigXmlTests.Channels);

        FeedConfiguration read = Read("""{ "cmeConfig": "config.xml", "channel": 901, "interfaces": { "A": "eth1", "B": "eth2" } }""");

        Assert.That(read.Groups.Select(static group => $"{group.Feed} {group.Group} {group.Interface} {group.Source}"), Is.EqualTo(new[]
        {
            "901/incremental/A 224.0.25.1:17901 eth1 10.0.0.1", "901/incremental/B 224.0.26.1:18901 eth2 ",
        }));
    }

    [Test]
    public void LinesNameTheirChannelsAndRoles()
    {
        FeedConfiguration read = Read("""
            {
              "channel": 340,
              "lines": [
                { "line": "A", "group": "224.0.31.64:14340", "interface": "eth1" },
                { "line": "A", "channel": 310, "group": "224.0.31.1:14310", "interface": "eth1" },
                { "line": "B", "role": "orderSnapshot", "group": "224.0.31.66:21340", "interface": "eth1" },
              ]
            }
            """);

        Assert.That(read.AllGroups.Select(static group => group.Feed.ToString()), Is.EqualTo(new[] { "340/incremental/A", "310/incremental/A", "340/orderSnapshot/B" }));
        Assert.That(read.Groups, Is.EqualTo(read.AllGroups.Take(2)), "only what books are built from is joined");
    }

    [Test]
    public void TheExchangesFileNamesTheGroupsOfSeveralChannels()
    {
        File.WriteAllText(Path.Combine(_folder, "config.xml"), CmeConfigXmlTests.Channels);

        FeedConfiguration read = Read("""{ "cmeConfig": "config.xml", "channels": [903, 901], "interfaces": { "A": "eth1", "B": "eth2" } }""");

        Assert.That(read.AllGroups.Select(static group => $"{group.Feed} {group.Group} {group.Interface}"), Is.EqualTo(new[]
        {
            "903/incremental/A 224.0.25.3:17903 eth1", "903/definitions/A 224.0.28.3:16903 eth1", "903/snapshot/B 224.0.29.3:19903 eth2",
            "901/incremental/A 224.0.25.1:17901 eth1", "901/incremental/B 224.0.26.1:18901 eth2", "901/orderSnapshot/A 224.0.27.1:21901 eth1",
        }));
        Assert.That(read.Groups.Select(static group => group.Group.Port), Is.EqualTo(new[] { 17903, 16903, 19903, 17901, 18901 }));
    }

    [TestCase("""{ "cmeConfig": "config.xml", "channel": 901, "channels": [903], "interfaces": { "A": "e", "B": "f" } }""", "both name channels")]
    [TestCase("""{ "cmeConfig": "config.xml", "channels": [903, 903], "interfaces": { "A": "e" } }""", "channels: 903 stands there more than once")]
    [TestCase("""{ "cmeConfig": "config.xml", "channels": [903, 902], "interfaces": { "A": "e" } }""", "channels: config.xml has no incremental feed for channel 902")]
    [TestCase("""{ "cmeConfig": "config.xml", "channels": [], "interfaces": { "A": "e" } }""", "cmeConfig without channel")]
    [TestCase("""{ "cmeConfig": "config.xml", "channel": 901, "interfaces": { "A": "eth1" } }""", "interfaces.B: missing")]
    [TestCase("""{ "cmeConfig": "config.xml", "channel": 902, "interfaces": { "A": "eth1" } }""", "no incremental feed for channel 902")]
    [TestCase("""{ "cmeConfig": "other.xml", "channel": 901 }""", "other.xml: cannot be read")]
    public void WhatTheExchangesFileLacksIsTold(string json, string reason)
    {
        File.WriteAllText(Path.Combine(_folder, "config.xml"), CmeConfigXmlTests.Channels);

        Assert.That(() => Read(json), Throws.TypeOf<FeedException>().With.Message.Contains(reason));
    }

    [Test]
    public void AFileThatIsNotThereIsTold()
        => Assert.That(() => ConfigurationReader.Read(Path.Combine(_folder, "none.json")), Throws.TypeOf<FeedException>().With.Message.Contains("cannot be read"));

    private FeedConfiguration Read(string json)
    {
        string path = Path.Combine(_folder, "feed.json");
        File.WriteAllText(path, json);
        return ConfigurationReader.Read(path);
    }
}
