using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Sequences;

public sealed class SequenceTests
{
    private const int LineBytes = 64;

    [Test]
    public void StartsAtMinusOne() => Assert.That(new Sequence().Value, Is.EqualTo(Sequence.InitialCursorValue).And.EqualTo(-1));

    [Test]
    public void StartsWhereItIsTold() => Assert.That(new Sequence(42).Value, Is.EqualTo(42));

    [Test]
    public void TakesPlainAndVolatileValues()
    {
        Sequence sequence = new Sequence();
        sequence.SetValue(7);
        Assert.That(sequence.Value, Is.EqualTo(7));
        sequence.SetValueVolatile(8);
        Assert.That(sequence.Value, Is.EqualTo(8));
    }

    [Test]
    public void ReplacesOnlyTheExpectedValue()
    {
        Sequence sequence = new Sequence(5);
        Assert.That(sequence.CompareAndSet(4, 9), Is.False);
        Assert.That(sequence.Value, Is.EqualTo(5));
        Assert.That(sequence.CompareAndSet(5, 9), Is.True);
        Assert.That(sequence.Value, Is.EqualTo(9));
    }

    [Test]
    public void AddsAndReturnsTheResult()
    {
        Sequence sequence = new Sequence(5);
        Assert.That(sequence.IncrementAndGet(), Is.EqualTo(6));
        Assert.That(sequence.AddAndGet(10), Is.EqualTo(16));
        Assert.That(sequence.ToString(), Is.EqualTo("16"));
    }

    [Test]
    public void KeepsItsValueTwoCacheLinesFromEveryNeighbour()
    {
        const long Marker = 0x5EC0_5EC0_5EC0_5EC0;
        long objectBytes = ObjectLayout.BytesOf(() => new Sequence());
        int offset = ObjectLayout.OffsetOfValue(new Sequence(Marker), Marker, objectBytes);

        // The method table word precedes the fields, and the header word of the next object follows the last one.
        Assert.That(offset + sizeof(long), Is.GreaterThanOrEqualTo(2 * LineBytes), "before the value");
        Assert.That(objectBytes - sizeof(long) - offset - sizeof(long), Is.GreaterThanOrEqualTo(2 * LineBytes - sizeof(long)), "behind the value");
    }
}
