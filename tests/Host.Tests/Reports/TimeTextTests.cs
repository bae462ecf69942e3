using FeedHandler.Host.Reports;

namespace FeedHandler.Host.Tests.Reports;

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

    [TestCase("noon")]
    [TestCase("25:00:00")]
    [TestCase("14:30:38.1234567890")]
    [TestCase("14:30:38.-1")]
    [TestCase("")]
    public void OtherTextsAreNoTimes(string text) => Assert.That(TimeText.TryParse(text, TimeNs, out _), Is.False);
}
