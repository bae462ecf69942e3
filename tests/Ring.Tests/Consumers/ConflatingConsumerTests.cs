namespace FeedHandler.Ring.Tests.Consumers;

public sealed class ConflatingConsumerTests
{
    private const int Capacity = 256;
    private BroadcastRing<long> _ring = null!;

    [SetUp]
    public void SetUp() => _ring = new BroadcastRing<long>(Capacity);

    [TearDown]
    public void TearDown() => _ring.Dispose();

    [Test]
    public void KeepsTheLatestOfEachKeyInTheOrderInWhichTheKeysBeganToWait()
    {
        ConflatingConsumer<long, Tens, Collecting> consumer = RunOver(31, 12, 33, 11, 34, 25);
        Assert.That(consumer.Handler.Values, Is.EqualTo(new long[] { 34, 11, 25 }));
        Assert.That(consumer.Handler.Sequences, Is.EqualTo(new long[] { 4, 3, 5 }));
        Assert.That((consumer.Report.TakenCount, consumer.Report.ConflatedCount, consumer.Report.Policy), Is.EqualTo((6L, 3L, RingPolicy.Conflate)));
        Assert.That(consumer.Handler.BatchEndCount, Is.EqualTo(1));
    }

    [Test]
    public void AnEventWithoutAKeyComesAfterAllBeforeItAndIsNeverReplaced()
    {
        ConflatingConsumer<long, Tens, Collecting> consumer = RunOver(31, 32, -1, -1, 33, 1_000_000, 34);
        Assert.That(consumer.Handler.Values, Is.EqualTo(new long[] { 32, -1, -1, 33, 1_000_000, 34 }));
        Assert.That(consumer.Report.ConflatedCount, Is.EqualTo(1));
    }

    [Test]
    public void EventsThatAreOvertakenAreLostAndCounted()
    {
        ConflatingConsumer<long, Tens, Collecting> consumer = RunOver([.. Enumerable.Repeat(11L, 3 * Capacity), 12L]);
        Assert.That((consumer.Handler.Values, consumer.Handler.LostCount), Is.EqualTo((new List<long> { 12 }, 3L * Capacity)));
    }

    [Test]
    public void ManyKeysWrapTheirQueue()
    {
        long[] values = [.. Enumerable.Range(0, 250).Select(static i => i * 7 % 100 * 10L)];
        ConflatingConsumer<long, Tens, Collecting> consumer = RunOver(values);
        Assert.That(consumer.Handler.Values, Is.EqualTo(values.Distinct()));
        Assert.That(consumer.Handler.Values.Count + consumer.Report.ConflatedCount, Is.EqualTo(values.Length));
    }

    [Test]
    public void AHaltThatDoesNotDrainDeliversNothingMore()
    {
        ConflatingConsumer<long, Tens, Collecting> consumer = Make();
        _ring.Writer.Publish(11);
        consumer.Halt(isDrained: false);
        consumer.Run();
        Assert.That(consumer.Handler.Values, Is.Empty);
    }

    [Test]
    public void RefusesToHaveNoKey() =>
        Assert.That(() => new ConflatingConsumer<long, Tens, Collecting>("none", _ring.NewReader(), default, 0, default, default), Throws.InstanceOf<ArgumentException>());

    private ConflatingConsumer<long, Tens, Collecting> RunOver(params long[] values)
    {
        ConflatingConsumer<long, Tens, Collecting> consumer = Make();
        foreach (long value in values) _ring.Writer.Publish(value);
        consumer.Halt();
        consumer.Run();
        Assert.That(consumer.Failure, Is.Null);
        return consumer;
    }

    private ConflatingConsumer<long, Tens, Collecting> Make() =>
        new("latest", _ring.NewReader(), default, 100, new Collecting(), IdleStrategy.BusySpin);

    private struct Tens : IEventKeys<long>
    {
        public readonly int KeyOf(in long data) => (int)(data < 0 ? -1 : data / 10);
    }
}
