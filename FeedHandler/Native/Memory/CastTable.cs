using System.Runtime.CompilerServices;

namespace FeedHandler.Native.Memory;

/// <summary>
/// The runtime keeps what it found of casts, its own while it compiles among them, in one table for the process. When eight places in a row are taken it
/// doubles the table, up to 4096 entries, on the thread that happens to be there: 12,336 bytes for 512 entries, 24,624 for 1024. Where that is depends on
/// addresses, which differ from run to run. So the table is grown before the feed begins, and never again afterwards.
/// </summary>
public static class CastTable
{
    // Ranks of four element types: their pairs are four times as many as the largest table has entries.
    private const int RankMax = 32;
    private static readonly Type[] Elements = [typeof(int), typeof(long), typeof(object), typeof(string)];

    /// <summary>Grows the table to its largest; a matter of milliseconds.</summary>
    public static void Grow() => AskAll(Elements);

    /// <summary>Asks for the casts between all arrays, of every rank, of some types.</summary>
    /// <returns>What it allocated beside the types themselves: what the table grew by.</returns>
    internal static long AskAll(IReadOnlyList<Type> elements)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported) return 0; // compiled beforehand, nothing compiles on the feed thread
        Type[] arrays = new Type[elements.Count * RankMax];
        for (int i = 0; i < arrays.Length; i++) arrays[i] = elements[i / RankMax].MakeArrayType((i % RankMax) + 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (Type target in arrays)
        {
            foreach (Type source in arrays) _ = target.IsAssignableFrom(source);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
