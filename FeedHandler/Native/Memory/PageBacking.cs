namespace FeedHandler.Native.Memory;

/// <summary>What stands behind pages of memory. Larger pages need fewer entries of the processor's address cache.</summary>
public enum PageBacking
{
    /// <summary>Pages of the ordinary size.</summary>
    Standard = 0,

    /// <summary>The kernel put huge pages behind at least half of the memory by itself (transparent huge pages).</summary>
    TransparentHuge = 1,

    /// <summary>Huge pages that the administrator reserved (hugetlbfs): they are never split or paged out.</summary>
    ReservedHuge = 2,
}
