using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tests.Outputs;

public sealed class TimeTextTests
{
    private const long TimeNs = 1_478_961_038_229_196_541;

    [Test]
    public void ATimeHasNineDigitsAndComesBack()
    {
        Assert.That(TimeText.Of(TimeNs), Is.EqualTo("2016-11-12 14:30:38.229196541"));
        Assert.That(TimeText.TryParse("2016-11-12T14:30:38.229196541", 0, out long full), Is.True);
        Assert.That(TimeText.TryParse("14:30:38.229196541", TimeNs, out long ofDay), Is.True);
        Assert.That((full, ofDay), Is.EqualTo((TimeNs, TimeNs)));
    }

    [TestCase(-1, "1969-12-31 23:59:59.999999999")]
    [TestCase(-1_000_000_000, "1969-12-31 23:59:59.000000000")]
    [TestCase(long.MinValue, "1677-09-21 00:12:43.145224192")]
    [TestCase(long.MaxValue, "2262-04-11 23:47:16.854775807")]
    public void BeforeTheEpochTheFractionCountsOnwards(long unixNs, string text) => Assert.That(TimeText.Of(unixNs), Is.EqualTo(text));

    [Test]
    public void AnUnsignedTimeOfTheWireIsNotTakenForANegativeOne() =>
        Assert.That(TimeText.Of(9_223_372_036_854_775_813UL), Is.EqualTo("2262-04-11 23:47:16.854775813"));

    [Test]
    public void ATimeBeyondAllThatCanBeIsTheLastOne()
    {
        Assert.That(TimeText.TryParse("2300-01-01 00:00:00", 0, out long unixNs), Is.True);
        Assert.That(unixNs, Is.EqualTo(long.MaxValue));
    }

    [TestCase("noon")]
    [TestCase("25:00:00")]
    [TestCase("14:30:38.1234567890")]
    [TestCase("14:30:38.-1")]
    [TestCase("")]
    public void OtherTextsAreNoTimes(string text) => Assert.That(TimeText.TryParse(text, TimeNs, out _), Is.False);
}
