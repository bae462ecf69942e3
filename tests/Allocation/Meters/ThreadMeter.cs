namespace FeedHandler.Allocation.Meters;

/// <summary>Reads the heap counters of the calling thread; started and read on the thread that works.</summary>
internal struct ThreadMeter
{
    private long _bytesBefore;
    private int _collectionsBefore;

    /// <summary>Starts with an empty nursery, so that what other threads of the test runner allocate does not fill it meanwhile.</summary>
    public static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    public void Start()
    {
        _collectionsBefore = GC.CollectionCount(0);
        _bytesBefore = GC.GetAllocatedBytesForCurrentThread();
    }

    public readonly Spending Read() =>
        new(GC.GetAllocatedBytesForCurrentThread() - _bytesBefore, GC.CollectionCount(0) - _collectionsBefore);
}
