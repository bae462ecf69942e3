namespace FeedHandler.Engine.Tests.Configuration;

/// <summary>Where a configuration sends its feed, and what is wrong with it.</summary>
public sealed class MulticastSectionTests
{
    private const string Groups = """
        "lines": [{ "line": "A", "group": "239.5.1.1:20310", "interface": "eth2" }, { "line": "B", "group": "239.5.1.2:20310", "interface": "eth2" },
          { "line": "A", "role": "snapshot", "group": "239.5.2.1:20311", "interface": "eth2" }]
        """;
    private const string Line = """{ "line": "A", "group": "239.5.1.1:20310", "interface": "eth2" }""";
    private string _path = "";

    [SetUp]
    public void Name() => _path = Path.GetTempFileName();

    [TearDown]
    public void Delete() => File.Delete(_path);

    [Test]
    public void WhatIsSaidIsWhatIsMeant()
    {
        MulticastOptions options = Read($"{Groups}, \"ttl\": 3, \"packetBytes\": 8000, \"heartbeatMs\": 20, \"loopMs\": 50, \"retransmit\": \"127.0.0.1:21000\", \"connections\": 2").Multicast!;

        Assert.That(options.Groups.Select(static group => $"{group.Feed} {group.Group}"),
            Is.EqualTo(new[] { "310/incremental/A 239.5.1.1:20310", "310/incremental/B 239.5.1.2:20310", "310/snapshot/A 239.5.2.1:20311" }));
        Assert.That((options.TimeToLive, options.Settings.PacketBytes, options.Settings.HeartbeatNs, options.Settings.LoopPeriodNs), Is.EqualTo((3, 8000, 20_000_000L, 50_000_000L)));
        Assert.That((options.Retransmit!.Listen.ToString(), options.Retransmit.ConnectionsMax), Is.EqualTo(("127.0.0.1:21000", 2)));
    }

    [Test]
    public void WithoutTheSectionNothingIsSent()
    {
        File.WriteAllText(_path, "{ \"channel\": 310, \"lines\": [{ \"line\": \"A\", \"group\": \"224.0.31.64:14340\", \"interface\": \"eth1\" }] }");
        Assert.That(ConfigurationReader.Read(_path).Multicast, Is.Null);
    }

    [TestCase("\"ttl\": 1", "multicast.lines: no groups")]
    [TestCase(Groups + ", \"ttl\": 0", "multicast.ttl: 0")]
    [TestCase(Groups + ", \"packetBytes\": 100", "multicast.packetBytes: 100")]
    [TestCase(Groups + ", \"retransmit\": \"here\"", "multicast.retransmit: \"here\", give ADDRESS:PORT")]
    [TestCase(Groups + ", \"requestPackets\": 100", "requestPackets")]
    [TestCase("\"lines\": [null]", "multicast.lines[0]: null")]
    [TestCase("\"lines\": [{ \"line\": \"A\", \"group\": \"239.5.1.1:20310\", \"interface\": \"eth2\", \"channel\": 311 }]", "is of channel 311, which the feed does not have")]
    [TestCase("\"lines\": [{ \"line\": \"A\", \"group\": \"239.5.1.1:20310\", \"interface\": \"eth2\", \"role\": \"snapshot\" }]", "channel 310 has no incremental group")]
    [TestCase("\"lines\": [{ \"line\": \"A\", \"group\": \"239.5.1.1:20310\", \"interface\": \"eth2\", \"role\": \"definitions\" }]", "give incremental or snapshot")]
    [TestCase("\"lines\": [{ \"line\": \"A\", \"group\": \"224.0.31.64:14340\", \"interface\": \"eth1\" }]", "a feed would take in what it sends")]
    [TestCase("\"lines\": [" + Line + ", " + Line + "]", "multicast.lines: 239.5.1.1:20310 on eth2 stands there 2 times")]
    public void WhatCannotBeIsSaid(string section, string words) =>
        Assert.That(() => Read(section), Throws.TypeOf<FeedException>().With.Message.Contains(words));

    private FeedConfiguration Read(string section)
    {
        File.WriteAllText(_path, $$"""
            { "channel": 310, "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "eth1" }], "multicast": { {{section}} } }
            """);
        return ConfigurationReader.Read(_path);
    }
}
