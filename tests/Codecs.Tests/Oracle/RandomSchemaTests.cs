namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>
/// Random schemas compile without a warning, and generated code and run-time codec agree on random messages of them. A test is named by
/// its seed; more seeds: dotnet test -- TestRunParameters.Parameter(name=\"seeds\", value=\"1000\").
/// </summary>
[Platform("Linux")]
public sealed class RandomSchemaTests
{
    private const int SeedCount = 10;
    private const int MessagesPerVersion = 8;
    private const int DamagesPerMessage = 100;

    private static IEnumerable<int> Seeds() => Enumerable.Range(1, TestContext.Parameters.Get("seeds", SeedCount));

    [TestCaseSource(nameof(Seeds))]
    public void GeneratedAndRunTimeCodecAgree(int seed)
    {
        string xml = SchemaMaker.Make(seed);
        try
        {
            using Agreement agreement = new Agreement(GeneratedCodec.Of(xml, mustBeClean: true), seed);
            agreement.Check(MessagesPerVersion);
            agreement.CheckDamaged(DamagesPerMessage);
        }
        catch
        {
            TestContext.Out.WriteLine(xml);
            throw;
        }
    }
}
