using FeedHandler.Gateway.Timers;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Timers;

/// <summary>The wheel beside a list of deadlines.</summary>
public sealed class TimerWheelTests
{
    private const int TimerCount = 50;
    private const int StepCount = 2000;

    [Test]
    public void TimersRunOutWhenTheyShould()
    {
        int seedCount = Seeds.Of(300);
        for (int seed = 0; seed < seedCount; seed++) Try(seed);
    }

    [Test]
    public void ALongTimerIsNotLostOnTheWay()
    {
        using TimerWheel wheel = new(1);
        wheel.Start(0, 0, 46 * 3600 * 1000);
        uint deadline = 46 * 3600 * 100;

        Assert.That(wheel.TryExpire(deadline - 1, out _), Is.False);
        Assert.That(wheel.TryExpire(deadline + 1, out int timer), Is.True);
        Assert.That(timer, Is.Zero);
        Assert.That(wheel.RunningCount, Is.Zero);
    }

    private static void Try(int seed)
    {
        Random random = new(seed);
        using TimerWheel wheel = new(TimerCount);
        uint?[] deadlines = new uint?[TimerCount];
        uint tick = 0;
        for (int step = 0; step < StepCount; step++)
        {
            int timer = random.Next(TimerCount);
            switch (random.Next(4))
            {
                case 0:
                    wheel.Cancel(timer);
                    deadlines[timer] = null;
                    break;
                case 1:
                    int ticks = random.Next(1 << random.Next(1, 20));
                    wheel.Start(timer, tick, ticks * TimerWheel.TickMs);
                    deadlines[timer] = tick + (uint)ticks + 1;
                    break;
                default:
                    tick += (uint)random.Next(1 << random.Next(1, 12));
                    Expire(wheel, deadlines, tick, seed);
                    break;
            }

            Assert.That(wheel.RunningCount, Is.EqualTo(deadlines.Count(static deadline => deadline is not null)), $"seed {seed}");
            uint? next = deadlines.Min();
            if (next is not null) Assert.That((uint)wheel.TicksToNext(), Is.LessThanOrEqualTo(next.Value - tick), $"seed {seed}: a sleep would be too long");
        }
    }

    private static void Expire(TimerWheel wheel, uint?[] deadlines, uint tick, int seed)
    {
        while (wheel.TryExpire(tick, out int expired))
        {
            Assert.That(deadlines[expired], Is.Not.Null.And.LessThanOrEqualTo(tick), $"seed {seed}: timer {expired}");
            deadlines[expired] = null;
        }

        Assert.That(deadlines.Any(deadline => deadline <= tick), Is.False, $"seed {seed}: a timer is late");
    }
}
