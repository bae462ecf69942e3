namespace FeedHandler.Native.Dpdk;

/// <summary>How one port is set up.</summary>
/// <param name="BufferCount">Buffers of the port's pool.</param>
/// <param name="DescriptorCount">Descriptors of its receive ring; the driver may adjust it.</param>
/// <param name="BatchCount">Packets taken at once at most.</param>
/// <param name="AsksForTimestamps">Whether to have the card stamp packets.</param>
public readonly record struct DpdkPortSettings(int BufferCount, int DescriptorCount, int BatchCount, bool AsksForTimestamps);
