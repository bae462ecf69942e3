namespace Disruptor.Processing;

/// <summary>The slots of a ring as a struct: given as a type argument, access to them is compiled without a virtual call.</summary>
internal readonly struct RingBufferSlots<T>(RingBuffer<T> ringBuffer) : IDataProvider<T>
    where T : class
{
    public T this[long sequence] => ringBuffer[sequence];

    public EventBatch<T> GetBatch(long lo, long hi) => ringBuffer.GetBatch(lo, hi);
}

/// <summary>The slots of whatever holds events.</summary>
internal readonly struct AnySlots<T>(IDataProvider<T> dataProvider) : IDataProvider<T>
    where T : class
{
    public T this[long sequence] => dataProvider[sequence];

    public EventBatch<T> GetBatch(long lo, long hi) => dataProvider.GetBatch(lo, hi);
}
