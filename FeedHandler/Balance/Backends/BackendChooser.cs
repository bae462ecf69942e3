using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance.Backends;

/// <summary>Chooses a backend for a connection.</summary>
/// <param name="backends">All of them.</param>
/// <param name="rule">How.</param>
internal sealed class BackendChooser(IReadOnlyList<Backend> backends, BackendRule rule)
{
    private int _first;

    /// <summary>Chooses among those that are up.</summary>
    /// <param name="peer">Who is connected.</param>
    /// <param name="tried">Bits of those that were tried for this connection already.</param>
    /// <returns>The backend, or null when none is left.</returns>
    public Backend? Choose(in PeerAddress peer, ulong tried) => rule == BackendRule.Hash ? OfHash(peer.Host, tried) : OfFewest(tried);

    // Of those with equally few, another one each time.
    private Backend? OfFewest(ulong tried)
    {
        _first = (_first + 1) % backends.Count;
        Backend? fewest = null;
        for (int step = 0; step < backends.Count; step++)
        {
            Backend backend = backends[(_first + step) % backends.Count];
            if (backend.IsUp && (tried & backend.Bit) == 0 && (fewest is null || backend.Active < fewest.Active)) fewest = backend;
        }

        return fewest;
    }

    // Rendezvous hashing: each backend has a weight for each peer, and the heaviest that is up has it. A backend that goes or comes moves no other's peers, and
    // several balancers choose alike.
    private Backend? OfHash(UInt128 host, ulong tried)
    {
        Backend? heaviest = null;
        ulong weightMax = 0;
        foreach (Backend backend in backends)
        {
            ulong weight = PeerHash.Of(host, backend.Hash);
            if (!backend.IsUp || (tried & backend.Bit) != 0 || (heaviest is not null && weight <= weightMax)) continue;
            (heaviest, weightMax) = (backend, weight);
        }

        return heaviest;
    }
}

/// <summary>A hash of an address that is the same in every process.</summary>
internal static class PeerHash
{
    /// <summary>Hashes.</summary>
    /// <param name="host">The address.</param>
    /// <param name="seed">What else decides.</param>
    public static ulong Of(UInt128 host, ulong seed) => Mix((ulong)host ^ Mix((ulong)(host >> 64) ^ Mix(seed)));

    // The finalizer of SplitMix64: every bit of the input changes half of those of the output.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
