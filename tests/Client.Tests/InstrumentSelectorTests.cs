namespace FeedHandler.Client.Tests;

public sealed class InstrumentSelectorTests
{
    private static readonly SubscribedInstrument EsZ6 = new()
    {
        Channel = 0,
        ChannelId = 310,
        InstrumentIndex = 4,
        SecurityId = 12345,
        IsDefined = true,
        IsDeleted = false,
        Symbol = "ESZ6",
        SecurityGroup = "ES",
        Asset = "ES",
        SecurityType = "FUT",
        DisplayFactorNano = 10_000_000,
        MinPriceIncrementNano = 25_000_000_000,
    };

    [TestCase("*", true)]
    [TestCase("ESZ6", true)]
    [TestCase("ES*", true)]
    [TestCase("*Z6", true)]
    [TestCase("E*S*6", true)]
    [TestCase("ES??", true)]
    [TestCase("ES???", false)]
    [TestCase("esz6", false)]
    [TestCase("ES", false)]
    [TestCase("310/ESZ6", true)]
    [TestCase("311/ESZ6", false)]
    [TestCase("asset:ES", true)]
    [TestCase("asset:E?", true)]
    [TestCase("asset:NQ", false)]
    [TestCase("group:ES", true)]
    [TestCase("group:N*", false)]
    [TestCase("id:12345", true)]
    [TestCase("310/id:12345", true)]
    [TestCase("id:1234", false)]
    [TestCase("UD:1V: GN 1", false)]
    public void TakesWhatItSays(string text, bool isTaken)
    {
        Assert.That(InstrumentSelector.TryParse(text, out InstrumentSelector? selector), Is.True);
        Assert.That((selector!.Takes(EsZ6), selector.ToString()), Is.EqualTo((isTaken, text)));
    }

    [TestCase("UD:1V: GN 1")]
    [TestCase("A/B")]
    public void AColonOrASlashMayBeTheSymbols(string symbol)
    {
        Assert.That(InstrumentSelector.TryParse(symbol, out InstrumentSelector? selector), Is.True);
        Assert.That(selector!.Takes(EsZ6 with { Symbol = symbol }), Is.True);
    }

    [TestCase("")]
    [TestCase("310/")]
    [TestCase("id:")]
    [TestCase("id:x")]
    [TestCase("asset:")]
    [TestCase("99999999999/ES")]
    [TestCase("A-SYMBOL-OF-25-CHARACTERS")]
    [TestCase("*A-SYMBOL-OF-?5-CHARACTERS")]
    [TestCase("asset:NINE-CHAR")]
    [TestCase("310/group:NINE-?HAR*")]
    [TestCase("ES\u0001")]
    [TestCase("ES\u0394")]
    public void RefusesWhatSaysNothing(string text) => Assert.That(InstrumentSelector.TryParse(text, out _), Is.False);

    [TestCase("A-SYMBOL-OF-24-CHARACTER")]
    [TestCase("*A-SYMBOL-OF-?4-CHARACTER*")]
    [TestCase("asset:EIGHT-CH")]
    [TestCase("Z\u00fcrich")]
    public void TakesTheLongestThatThereCanBe(string text) => Assert.That(InstrumentSelector.TryParse(text, out _), Is.True);

    [Test]
    public void APatternIsAsLongAsAGatewayTakes()
    {
        Assert.That(InstrumentSelector.TryParse(new string('*', 128), out _), Is.True);
        Assert.That(InstrumentSelector.TryParse(new string('*', 129), out _), Is.False);
    }

    [Test]
    public void AnInstrumentWithoutASymbolIsHadByItsIdOrWithAll()
    {
        SubscribedInstrument unnamed = EsZ6 with { Symbol = "", Asset = "", SecurityGroup = "", IsDefined = false };
        Assert.That(InstrumentSelector.TryParse("id:12345", out InstrumentSelector? byId), Is.True);
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        Assert.That((byId!.Takes(unnamed), all!.Takes(unnamed)), Is.EqualTo((true, true)));
    }
}
