namespace FeedHandler.Engine.Tests.Configuration;

/// <summary>Who is asked for lost packets: what a configuration says, what is wrong with it, and a password that nobody is shown.</summary>
public sealed class ReplaySectionTests
{
    private const string Password = "zq-sesame-9";
    private const string Line = """
        "channel": 310, "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "eth1" }]
        """;
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("replay-section-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void ServersArePutToTheirChannels()
    {
        FeedConfiguration read = Read("""
            "replay": { "servers": [{ "address": "127.0.0.1:10" }, { "channel": 311, "address": "[::1]:20" }, { "address": "127.0.0.2:30" }], "attempts": 7,
              "sessionSchema": { "id": 9, "logon": 1, "logout": 2, "heartbeat": 3 } }
            """);
        ReplayOptions options = ReplayOptionsReader.Read(read);

        Assert.That(options.Sources.Select(static source => $"{source.ChannelId}: {string.Join(' ', source.Servers)}"),
            Is.EqualTo(new[] { "310: 127.0.0.1:10 127.0.0.2:30", "311: [::1]:20" }));
        Assert.That((options.AttemptsMax, options.Login.User, options.Schemas.Count), Is.EqualTo((7, "CME", 2)));
    }

    [Test]
    public void WithoutReplayNobodyIsAsked() => Assert.That(ReplayOptionsReader.Read(Read("\"recovery\": [\"snapshot\"]")).Sources, Is.Empty);

    [Test]
    public void ALadderWithoutReplayAsksNobody() =>
        Assert.That(Read("\"replay\": { \"servers\": [{ \"address\": \"127.0.0.1:10\" }] }, \"recovery\": [\"refresh\"]").ReplaySources, Is.Empty);

    [Test]
    public void EachChannelHasStepsOfItsOwnAndTheFilesWhereNothingIsSaidOfIt()
    {
        string path = Path.Combine(_folder, "feed.json");
        File.WriteAllText(path, $$"""
            {
              "lines": [{{string.Join(',', ((int[])[310, 311, 312]).SelectMany(Groups))}}],
              "replay": { "servers": [{ "channel": 310, "address": "127.0.0.1:10" }, { "channel": 311, "address": "127.0.0.1:11" }, { "channel": 312, "address": "127.0.0.1:12" }] },
              "recovery": ["replay", "snapshot", "refresh"],
              "channelRecovery": [{ "channel": 311, "steps": ["snapshot"] }, { "channel": 312, "steps": ["replay", "refresh"] }],
              "ring": { "ordersMax": 10 }
            }
            """);
        FeedConfiguration read = ConfigurationReader.Read(path);

        Assert.That(read.ReplaySources.Select(static source => source.ChannelId), Is.EqualTo(new[] { 310, 312 }));
        Assert.That(read.Groups.Where(static group => group.Feed.Role != Core.Packets.FeedRole.Incremental).Select(static group => group.Feed.ToString()),
            Is.EqualTo(new[] { "310/snapshot/A", "310/orderSnapshot/A", "310/definitions/A", "311/snapshot/A", "311/orderSnapshot/A", "311/definitions/A", "312/definitions/A" }));

        static IEnumerable<string> Groups(int channel) => ((string[])["incremental", "snapshot", "orderSnapshot", "definitions"]).Select((role, index) =>
            $$"""{ "line": "A", "channel": {{channel}}, "role": "{{role}}", "group": "224.0.{{channel - 300}}.{{index}}:14340", "interface": "eth1" }""");
    }

    [Test]
    public void ThePasswordIsReadOutOfItsFileAndShownNowhere()
    {
        File.WriteAllText(Path.Combine(_folder, "secret"), Password + "\nmore\n");
        FeedConfiguration read = Read("\"replay\": { \"servers\": [{ \"address\": \"127.0.0.1:10\" }], \"user\": \"DESK7\", \"passwordFile\": \"secret\" }");
        ReplayOptions options = ReplayOptionsReader.Read(read);

        Assert.That((options.Login.User, options.Login.Password), Is.EqualTo(("DESK7", Password)));
        Assert.That($"{options} {options.Login} {read} {read.File.Replay}", Does.Not.Contain(Password));
    }

    [TestCase("\"passwordFile\": \"nothing\"", "replay.passwordFile: nothing cannot be read")]
    [TestCase("\"passwordVariable\": \"NO_SUCH_VARIABLE_IS_SET\"", "replay.passwordVariable: NO_SUCH_VARIABLE_IS_SET is not set")]
    public void APasswordThatIsNotThereIsTold(string member, string problem)
    {
        FeedConfiguration read = Read($"\"replay\": {{ \"servers\": [{{ \"address\": \"127.0.0.1:10\" }}], {member} }}");

        Assert.That(() => ReplayOptionsReader.Read(read), Throws.TypeOf<FeedException>().With.Message.Contains(problem));
    }

    [TestCase("\"replay\": {}", "replay: no server")]
    [TestCase("\"replay\": { \"servers\": [{ \"address\": \"nowhere\" }] }", "replay.servers[0].address: \"nowhere\", give ADDRESS:PORT")]
    [TestCase("\"replay\": { \"servers\": [{ \"address\": \"239.1.1.1:10\" }] }", "replay.servers[0].address: 239.1.1.1 is no host's address")]
    [TestCase("\"replay\": { \"servers\": [{ \"address\": \"127.0.0.1:10\", \"channel\": 0 }] }", "replay.servers[0].channel: 0 is out of range")]
    [TestCase("\"replay\": { \"servers\": [{ \"address\": \"127.0.0.1:10\" }], \"attempts\": 21 }", "replay.attempts: 21 is out of range")]
    [TestCase("\"replay\": { \"servers\": [{}] }", "replay.servers[0] lacks one of address")]
    [TestCase("\"recovery\": [\"replay\"]", "recovery: replay, but there is no replay")]
    [TestCase("\"recovery\": [\"magic\"]", "recovery: \"magic\", give one of replay, snapshot, refresh")]
    [TestCase("\"channelRecovery\": [{ \"channel\": 310 }]", "channelRecovery[0] lacks one of channel and steps")]
    [TestCase("\"channelRecovery\": [null]", "channelRecovery[0]: null, give an object with channel and steps")]
    [TestCase("\"channelRecovery\": [{ \"channel\": 9, \"steps\": [] }]", "channelRecovery[0].channel: 9 is no channel of the file")]
    [TestCase("\"channelRecovery\": [{ \"channel\": 310, \"steps\": [] }, { \"channel\": 310, \"steps\": [] }]", "channelRecovery[1].channel: 310 stands there more than once")]
    [TestCase("\"channelRecovery\": [{ \"channel\": 310, \"steps\": [\"refresh\", \"snapshot\"] }]", "channelRecovery[0].steps: refresh, snapshot: give each once, in the order of")]
    [TestCase("\"channelRecovery\": [{ \"channel\": 310, \"steps\": [\"replay\"] }]", "channelRecovery[0].steps: replay, but replay names no server of channel 310")]
    [TestCase("\"recovery\": [\"refresh\", \"snapshot\"]", "in the order of replay, snapshot, refresh")]
    public void WhatIsWrongIsTold(string members, string problem) =>
        Assert.That(() => Read(members), Throws.TypeOf<FeedException>().With.Message.Contains(problem));

    [Test]
    public void TheExchangesFileNamesServersToo()
    {
        File.WriteAllText(Path.Combine(_folder, "config.xml"), CmeConfigXmlTests.Channels);
        string path = Path.Combine(_folder, "feed.json");
        File.WriteAllText(path, """{ "cmeConfig": "config.xml", "channel": 901, "interfaces": { "A": "eth1", "B": "eth2" }, "replay": {} }""");

        Assert.That(ConfigurationReader.Read(path).ReplaySources.Single().Servers.Single().ToString(), Is.EqualTo("10.0.0.9:10000"));
    }

    private FeedConfiguration Read(string members)
    {
        string path = Path.Combine(_folder, "feed.json");
        File.WriteAllText(path, $"{{ {Line}, {members} }}");
        return ConfigurationReader.Read(path);
    }
}
