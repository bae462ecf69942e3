
namespace FeedHandler.Engine.Tests.Configuration;

/// <summary>What is wrong with a configuration is told with line and member.</summary>
public sealed class MemberPlacesTests
{
    private static readonly HashSet<int> TwoCores = [0, 1];
    private string _path = "";

    [SetUp]
    public void NameFile() => _path = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(_path);

    [TestCase("""{ "feedCore": 99 }""", "(3,16): threads.feedCore: this machine has no core 99, give one of 0,1")]
    [TestCase("""{ "strategyCores": [1, 2] }""", "(3,37): threads.strategyCores[1]: this machine has no core 2, give one of 0,1")]
    [TestCase("""{ "feedCore": 1, "strategyCores": [0, 1] }""", "(3,52): threads.strategyCores[1]: core 1 is given to two threads")]
    [TestCase("""{ "strategyCores": [1, 0, -3] }""", "(3,40): threads.strategyCores[2]: core -3 is out of range, give 0 to 8191")]
    [TestCase("""{ "strategyCores": [0, 1, 1] }""", "(3,16): threads.strategyCores: 3 cores for 2 strategies: name fewer, or raise ring.strategies")]
    [TestCase("""{ "feedCore": 1, "feedCore": 0 }""", "(3,31): threads.feedCore: stands there again, first in line 3: keep one of them")]
    public void ImpossibleCoresAreRefusedWithLineAndMember(string threads, string message) =>
        Assert.That(Refusal("{\n  \"lines\": [@], \"ring\": { \"strategies\": 2 },\n  \"threads\": " + threads + "\n}"), Does.Contain(_path + message));

    [TestCase("{\n\"lines\": [@],\n\"venue\": \"cme\",\n\"venue\": \"cme\" }", "(4,1): venue: stands there again, first in line 3")]
    [TestCase("{\n\"lines\": [@],\n\"lines\": [@] }", "(3,1): lines: stands there again, first in line 2")]
    [TestCase("{ \"lines\": [\n{ \"line\": \"A\", \"line\": \"B\", \"group\": \"224.0.31.64:1\", \"interface\": \"e\" }] }", "(2,16): lines[0].line: stands there again")]
    [TestCase("{ \"ring\": {}, // twice\n  \"lines\": [@], \"ring\": { \"size\": 4 } }", "(2,82): ring: stands there again, first in line 1")]
    public void MembersThatStandThereTwiceAreRefused(string json, string message) => Assert.That(Refusal(json), Does.Contain(_path + message));

    [TestCase("{ \"lines\": [@],\n  \"ring\": { \"size\": 1000 } }", "(2,13): ring.size: 1000 is not a power of two")]
    [TestCase("{ \"lines\": [\n@,\n{ \"line\": \"C\", \"group\": \"224.0.31.64:1\", \"interface\": \"e\" }] }", "(3,3): lines[1].line: \"C\", give A or B")]
    public void EveryProblemOfAMemberHasItsLine(string json, string message) => Assert.That(Refusal(json), Does.Contain(_path + message));

    [Test]
    public void AConfigurationForAnotherMachineMayNameItsCores()
    {
        File.WriteAllText(_path, Json("{ \"lines\": [@], \"threads\": { \"feedCore\": 99 } }"));

        Assert.That(ConfigurationReader.Read(_path).File.Threads.FeedCore, Is.EqualTo(99));
    }

    private static string Json(string json) =>
        json.Replace("@", """{ "line": "A", "group": "224.0.31.64:14340", "interface": "eth1" }""", StringComparison.Ordinal);

    private string Refusal(string json)
    {
        File.WriteAllText(_path, Json(json));
        return Assert.Throws<FeedException>(() => ConfigurationReader.Read(_path, TwoCores))!.Message;
    }
}
