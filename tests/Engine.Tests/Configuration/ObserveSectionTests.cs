namespace FeedHandler.Engine.Tests.Configuration;

/// <summary>Who may look at a feed: what a configuration says, and what is wrong with it.</summary>
public sealed class ObserveSectionTests
{
    private string _path = "";

    [SetUp]
    public void NameFile() => _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [TearDown]
    public void RemoveFile() => File.Delete(_path);

    [Test]
    public void TheSectionIsReadAndPathsAreWhole()
    {
        ObserveSection read = Read("""{ "metrics": "127.0.0.1:9464", "ready": "joined", "otlp": "http://10.0.0.9:4318", "otlpPeriodMs": 500, "tokenFile": "secret" }""");

        Assert.That((read.Metrics, read.Ready, read.Otlp, read.OtlpPeriodMs), Is.EqualTo(("127.0.0.1:9464", "joined", "http://10.0.0.9:4318", 500)));
        Assert.That(read.TokenFile, Is.EqualTo(Path.Combine(Path.GetDirectoryName(_path)!, "secret")));
    }

    [Test]
    public void NobodyLooksUnasked() => Assert.That((Read("{}").Metrics, Read("{}").Otlp), Is.EqualTo(((string?)null, (string?)null)));

    [TestCase("""{ "metrics": "localhost:9464" }""", "observe.metrics: \"localhost:9464\", give an address and a port such as 127.0.0.1:9464")]
    [TestCase("""{ "ready": "perhaps" }""", "observe.ready: \"perhaps\", give one of strict, joined")]
    [TestCase("""{ "otlp": "collector:4318" }""", "observe.otlp: no address of a collector")]
    [TestCase("""{ "otlp": "http://me:word@collector" }""", "observe.otlp: no address of a collector, which is one such as http://127.0.0.1:4318, without a user")]
    [TestCase("""{ "otlpPeriodMs": 99 }""", "observe.otlpPeriodMs: 99 is out of range, give 100 to 3600000")]
    [TestCase("""{ "tokenFile": "a", "tokenVariable": "B" }""", "observe.tokenFile: there is tokenVariable too")]
    [TestCase("""{ "tokenVariable": "" }""", "observe.tokenVariable: empty")]
    [TestCase("""{ "metric": "127.0.0.1:9464" }""", "metrics")]
    public void WhatIsWrongIsNamed(string section, string problem) =>
        Assert.That(() => Read(section), Throws.InstanceOf<FeedException>().With.Message.Contains(problem));

    private ObserveSection Read(string section)
    {
        File.WriteAllText(_path, $$"""{ "lines": [{ "line": "A", "group": "224.0.31.64:14340", "interface": "eth1" }], "observe": {{section}} }""");
        return LiveOptionsReader.Read(ConfigurationReader.Read(_path), []).Observe;
    }
}
