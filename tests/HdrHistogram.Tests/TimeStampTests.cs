using System.Diagnostics;

namespace HdrHistogram.Tests;

[TestFixture]
internal sealed class TimeStampTests
{
    [Test]
    public void Durations_are_in_ticks_of_the_stopwatch()
        => Assert.That(
            (TimeStamp.Seconds(3), TimeStamp.Minutes(2), TimeStamp.Hours(4)),
            Is.EqualTo((Stopwatch.Frequency * 3, Stopwatch.Frequency * 120, Stopwatch.Frequency * 14_400)));
}
