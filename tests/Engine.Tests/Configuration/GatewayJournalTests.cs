namespace FeedHandler.Engine.Tests.Configuration;

/// <summary>Where a configuration keeps a journal, and what is wrong with it.</summary>
public sealed class GatewayJournalTests
{
    private string _path = "";

    [SetUp]
    public void Name() => _path = Path.GetTempFileName();

    [TearDown]
    public void Delete() => File.Delete(_path);

    [Test]
    public void WhatIsSaidIsWhatIsMeant()
    {
        Gateway.Journals.JournalOptions journal = Read(", \"journal\": \"kept\", \"journalFileMib\": 8, \"journalFiles\": 3").Gateway!.Journal!;
        Assert.That((journal.Folder, journal.FileBytes, journal.FileCountMax), Is.EqualTo((Path.Combine(Path.GetDirectoryName(_path)!, "kept"), 8 << 20, 3)));
        Assert.That(Read("").Gateway!.Journal, Is.Null);
    }

    [TestCase("\"journalFileMib\": 0", "gateway.journalFileMib: 0")]
    [TestCase("\"journalFiles\": 1", "gateway.journalFiles: 1")]
    [TestCase("\"journal\": \"\"", "gateway.journal: empty")]
    public void WhatCannotBeIsSaid(string member, string words) =>
        Assert.That(Assert.Throws<FeedException>(() => Read(", " + member))!.Message, Does.Contain(words));

    private FeedConfiguration Read(string members)
    {
        const string Lines = """ "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "eth1" }] """;
        File.WriteAllText(_path, $$"""{ "channel": 310, {{Lines}}, "gateway": { "listen": "127.0.0.1:9470"{{members}} } }""");
        return ConfigurationReader.Read(_path);
    }
}
