using System.Runtime.InteropServices;

namespace FeedHandler.Native.Dpdk;

/// <summary>DPDK's libraries, loaded when they are wanted and not before. They stay loaded: a library that has threads cannot leave.</summary>
internal sealed partial class DpdkLibrary
{
    private const int OldestVersion = 20;
    private const int NewestVersion = 40;

    private readonly nint _eal;
    private readonly nint _ethdev;
    private readonly nint _mbuf;

    private DpdkLibrary(DpdkAbi abi, nint eal, nint ethdev, nint mbuf)
    {
        (Abi, _eal, _ethdev, _mbuf) = (abi, eal, ethdev, mbuf);
    }

    /// <summary>The layouts of what was loaded.</summary>
    internal DpdkAbi Abi { get; }

    /// <summary>Loads the newest release whose layouts are known.</summary>
    /// <param name="problem">What is missing and how to get it; empty when it was loaded.</param>
    internal static DpdkLibrary? Load(out string problem)
    {
        problem = "";
        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            foreach (DpdkAbi abi in DpdkAbi.Known)
            {
                if (TryLoad(abi, out DpdkLibrary? library, ref problem)) return library;
            }

            if (problem.Length == 0) problem = $"DPDK is not installed{FindOther()}: {Advice()}";
            return null;
        }

        problem = "DPDK is used on Linux and x86-64 only: its layouts are known for these";
        return null;
    }

    /// <summary>What to install.</summary>
    internal static string Advice()
    {
        int version = DpdkAbi.Known[0].Version;
        return $"apt install librte-eal{version} librte-ethdev{version} librte-mbuf{version} librte-mempool-ring{version} "
            + $"and the card's driver, such as librte-net-ice{version} or librte-net-af-packet{version}";
    }

    private static bool TryLoad(DpdkAbi abi, out DpdkLibrary? library, ref string problem)
    {
        library = null;
        if (!NativeLibrary.TryLoad($"librte_eal.so.{abi.Version}", out nint eal)) return false;
        nint mbuf = 0;
        if (!NativeLibrary.TryLoad($"librte_ethdev.so.{abi.Version}", out nint ethdev)
            || !NativeLibrary.TryLoad($"librte_mbuf.so.{abi.Version}", out mbuf))
        {
            problem = $"librte_eal.so.{abi.Version} is here without librte_ethdev or librte_mbuf: {Advice()}";
            return false;
        }

        library = new DpdkLibrary(abi, eal, ethdev, mbuf);
        return true;
    }

    private static string FindOther()
    {
        for (int version = OldestVersion; version <= NewestVersion; version++)
        {
            if (!NativeLibrary.TryLoad($"librte_eal.so.{version}", out _)) continue;
            DpdkAbi known = DpdkAbi.Known[0];
            return $" in a release whose layouts are known: librte_eal.so.{version} is here, {known.Version} (DPDK {known.Release}) is needed";
        }

        return "";
    }
}
