using System.Runtime.CompilerServices;

namespace Disruptor;

/// <summary>Spin-based waiting that gives its time slice away now and then but never sleeps for a millisecond.</summary>
public struct AggressiveSpinWait
{
    private SpinWait _spinWait;

    /// <summary>How often <see cref="SpinOnce"/> was called.</summary>
    public int Count => _spinWait.Count;

    /// <summary>Spins once; later calls spin longer, and then yield the processor in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SpinOnce() => _spinWait.SpinOnce(sleep1Threshold: -1);
}
