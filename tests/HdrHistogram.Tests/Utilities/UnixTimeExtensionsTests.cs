using HdrHistogram.Utilities;

namespace HdrHistogram.Tests.Utilities;

[TestFixture]
internal sealed class UnixTimeExtensionsTests
{
    private static readonly DateTime Moment = new DateTime(2015, 9, 9, 15, 24, 39, DateTimeKind.Utc).AddMilliseconds(474);

    [Test]
    public void Times_become_seconds_and_milliseconds_and_come_back()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Moment.SecondsSinceUnixEpoch(), Is.EqualTo(1441812279.474));
            Assert.That(Moment.MillisecondsSinceUnixEpoch(), Is.EqualTo(1_441_812_279_474));
            Assert.That(1_441_812_279_474L.ToDateFromMillisecondsSinceEpoch(), Is.EqualTo(Moment));
            Assert.That(1441812279.474.ToDateFromSecondsSinceEpoch(), Is.EqualTo(Moment));
            Assert.That(0.001.ToDateFromSecondsSinceEpoch(), Is.EqualTo(DateTime.UnixEpoch.AddMilliseconds(1)));
            Assert.That(0L.ToDateFromMillisecondsSinceEpoch().Kind, Is.EqualTo(DateTimeKind.Utc));
            Assert.That(0.0.ToDateFromSecondsSinceEpoch().Kind, Is.EqualTo(DateTimeKind.Utc));
        });
    }

    [Test]
    public void Local_times_are_converted()
        => Assert.That(Moment.ToLocalTime().MillisecondsSinceUnixEpoch(), Is.EqualTo(1_441_812_279_474));

    [Test]
    public void A_time_of_unknown_zone_is_refused()
    {
        DateTime unspecified = new(2015, 9, 9);
        Assert.That(() => unspecified.SecondsSinceUnixEpoch(), Throws.ArgumentException);
        Assert.That(() => unspecified.MillisecondsSinceUnixEpoch(), Throws.ArgumentException);
    }
}
