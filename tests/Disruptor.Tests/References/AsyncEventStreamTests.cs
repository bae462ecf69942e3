using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.References;

public sealed class AsyncEventStreamTests
{
    private RingBuffer<Box> _ring = null!;

    [SetUp]
    public void SetUp() => _ring = RingBuffer<Box>.CreateSingleProducer(() => new Box(), 8, new AsyncWaitStrategy());

    [Test]
    public void GivesWhatWasPublishedBeforeAndDuringTheEnumeration()
    {
        using AsyncEventStream<Box> stream = _ring.NewAsyncEventStream();
        Publish(5);
        Task<List<long>> taken = Task.Run(() => Take(stream, 40));
        Publish(35);
        Assert.That(Within.Patiently(taken, "forty events"), Is.EqualTo(Enumerable.Range(0, 40)));
    }

    [Test]
    public void ALaterEnumeratorGoesOnBehindTheOneBefore()
    {
        using AsyncEventStream<Box> stream = _ring.NewAsyncEventStream();
        Publish(3);
        Assert.That(Within.Patiently(Take(stream, 3), "the first run"), Is.EqualTo(new[] { 0, 1, 2 }));
        Publish(2);
        Assert.That(Within.Patiently(Take(stream, 2), "the second run"), Is.EqualTo(new[] { 3, 4 }));
    }

    [Test]
    public void CanSkipWhatWasPublished()
    {
        using AsyncEventStream<Box> stream = _ring.NewAsyncEventStream();
        Publish(3);
        stream.ResetNextEnumeratorSequence();
        Publish(1);
        Assert.That(Within.Patiently(Take(stream, 1), "the fourth event"), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public void GatesTheProducerUntilItIsDisposed()
    {
        AsyncEventStream<Box> stream = _ring.NewAsyncEventStream();
        Publish(8);
        Assert.That(_ring.TryNext(out _), Is.False);
        stream.Dispose();
        Assert.That(_ring.TryNext(out _), Is.True);
        Assert.That(stream.Dispose, Throws.Nothing);
    }

    [Test]
    public void EndsWhenCancelledOrDisposed([Values] bool byDisposal)
    {
        using var cancellation = new CancellationTokenSource();
        using AsyncEventStream<Box> stream = _ring.NewAsyncEventStream();
        Task<List<long>> taken = Task.Run(() => Take(stream, 100, cancellation.Token), CancellationToken.None);
        Publish(1);
        Assert.That(taken.Wait(5), Is.False);
        if (byDisposal) stream.Dispose();
        else cancellation.Cancel();
        Assert.That(() => Within.Patiently(taken, "the end"), Throws.InstanceOf<AggregateException>().With.InnerException.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void NeedsAnAsynchronousWaitStrategy()
    {
        RingBuffer<Box> ring = RingBuffer<Box>.CreateSingleProducer(() => new Box(), 8, new BlockingWaitStrategy());
        Assert.That(() => ring.NewAsyncEventStream(), Throws.TypeOf<InvalidOperationException>().With.Message.Contains("AsyncWaitStrategy"));
        Assert.That(() => ring.NewAsyncBarrier(), Throws.TypeOf<InvalidOperationException>());
    }

    private static async Task<List<long>> Take(AsyncEventStream<Box> stream, int count, CancellationToken cancellationToken = default)
    {
        var taken = new List<long>();
        await foreach (EventBatch<Box> batch in stream.WithCancellation(cancellationToken))
        {
            foreach (Box box in batch) taken.Add(box.Value);
            if (taken.Count >= count) break;
        }

        return taken;
    }

    private void Publish(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using RingBuffer<Box>.UnpublishedEventScope scope = _ring.PublishEvent();
            scope.Event().Value = scope.Sequence;
        }
    }
}
