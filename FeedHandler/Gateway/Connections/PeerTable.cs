using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FeedHandler.Native.Memory;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Connections;

/// <summary>
/// How many connections each peer host has: open addressing with a secret in the hash, so that no peer can choose addresses that collide, at
/// most half full, and without traces of what was removed.
/// </summary>
internal sealed unsafe class PeerTable : IDisposable
{
    private readonly PageMemory _memory;
    private readonly Entry* _entries;
    private readonly int _mask;
    private readonly ulong _secret;
    private readonly int _countMax;

    /// <summary>Takes the memory.</summary>
    /// <param name="slotCount">Connections in total.</param>
    /// <param name="countMax">Connections of a host; 0 for any number.</param>
    internal PeerTable(int slotCount, int countMax)
    {
        _countMax = countMax == 0 ? int.MaxValue : countMax;
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)slotCount * 2);
        _mask = capacity - 1;
        _memory = PageMemory.Allocate((nuint)capacity * (nuint)sizeof(Entry));
        _entries = (Entry*)_memory.Address;
        _secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
    }

    /// <summary>What connections are counted by: an IPv4 address, or the first 64 bits of an IPv6 address, as one host has all that follow them.</summary>
    internal static ulong KeyOf(in PeerAddress peer) => (ulong)(peer.IsIPv4 ? peer.Host : peer.Host >> 64);

    internal long MemoryBytes => (_mask + 1L) * sizeof(Entry);

    /// <summary>How many connections a host has.</summary>
    internal int CountOf(ulong key) => _entries[PlaceOf(key)].Count;

    /// <summary>Counts one more; false when the host has as many as it may.</summary>
    internal bool TryAdd(ulong key)
    {
        ref Entry entry = ref _entries[PlaceOf(key)];
        if (entry.Count >= _countMax) return false;
        entry.Key = key;
        entry.Count++;
        return true;
    }

    /// <summary>Counts one less.</summary>
    internal void Remove(ulong key)
    {
        int place = PlaceOf(key);
        if (_entries[place].Count == 0 || --_entries[place].Count > 0) return;

        // What passed this place by on the way to its own moves up: an empty place is where a search ends.
        int next = (place + 1) & _mask;
        for (; _entries[next].Count > 0; next = (next + 1) & _mask)
        {
            int home = HomeOf(_entries[next].Key);
            if (((next - home) & _mask) < ((next - place) & _mask)) continue;
            _entries[place] = _entries[next];
            _entries[next].Count = 0;
            place = next;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private int HomeOf(ulong key)
    {
        ulong mixed = (key ^ _secret) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 32)) * _secret;
        return (int)(mixed >> 33) & _mask;
    }

    private int PlaceOf(ulong key)
    {
        int place = HomeOf(key);
        while (_entries[place].Count > 0 && _entries[place].Key != key) place = (place + 1) & _mask;
        return place;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        internal ulong Key;
        internal int Count;
    }
}
