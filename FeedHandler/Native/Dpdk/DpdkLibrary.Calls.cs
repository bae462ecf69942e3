using System.Runtime.InteropServices;

namespace FeedHandler.Native.Dpdk;

/// <content>The calls, as function pointers: which library they are in is known only when it was loaded.</content>
internal sealed unsafe partial class DpdkLibrary
{
    /// <summary>struct rte_eth_fp_ops of the first port; the others follow.</summary>
    internal byte* FastPath => (byte*)Ethdev("rte_eth_fp_ops");

    /// <summary>rte_pktmbuf_free_bulk, for the hot path.</summary>
    internal delegate* unmanaged[Cdecl]<void**, uint, void> FreeBulk =>
        (delegate* unmanaged[Cdecl]<void**, uint, void>)Mbuf("rte_pktmbuf_free_bulk");

    /// <summary>rte_thread_register: gives the calling thread caches of its own.</summary>
    internal delegate* unmanaged[Cdecl]<int> RegisterThread => (delegate* unmanaged[Cdecl]<int>)Eal("rte_thread_register");

    /// <summary>rte_thread_unregister.</summary>
    internal void UnregisterThread() => ((delegate* unmanaged[Cdecl]<void>)Eal("rte_thread_unregister"))();

    /// <summary>rte_eal_init: pins the calling thread; once in a process.</summary>
    internal int Initialise(int count, byte** arguments) =>
        ((delegate* unmanaged[Cdecl]<int, byte**, int>)Eal("rte_eal_init"))(count, arguments);

    /// <summary>rte_eal_cleanup.</summary>
    internal int CleanUp() => ((delegate* unmanaged[Cdecl]<int>)Eal("rte_eal_cleanup"))();

    /// <summary>rte_errno of the calling thread: the symbol is thread-local, and asking for it gives this thread's.</summary>
    internal int Errno() => *(int*)Eal("per_lcore__rte_errno");

    /// <summary>rte_eth_dev_get_port_by_name: 0 and the port, or a negative error.</summary>
    internal int FindPort(byte* name, ushort* port) =>
        ((delegate* unmanaged[Cdecl]<byte*, ushort*, int>)Ethdev("rte_eth_dev_get_port_by_name"))(name, port);

    /// <summary>rte_eth_dev_get_name_by_port.</summary>
    internal int NameOf(ushort port, byte* name) =>
        ((delegate* unmanaged[Cdecl]<ushort, byte*, int>)Ethdev("rte_eth_dev_get_name_by_port"))(port, name);

    /// <summary>rte_eth_dev_socket_id: the memory node of a port.</summary>
    internal int NodeOf(ushort port) => ((delegate* unmanaged[Cdecl]<ushort, int>)Ethdev("rte_eth_dev_socket_id"))(port);

    /// <summary>rte_pktmbuf_pool_create.</summary>
    internal void* CreatePool(byte* name, uint count, uint cacheCount, ushort bufferBytes, int node) =>
        ((delegate* unmanaged[Cdecl]<byte*, uint, uint, ushort, ushort, int, void*>)Mbuf("rte_pktmbuf_pool_create"))(
            name, count, cacheCount, 0, bufferBytes, node);

    /// <summary>rte_eth_dev_configure with one queue either way.</summary>
    internal int Configure(ushort port, void* configuration) =>
        ((delegate* unmanaged[Cdecl]<ushort, ushort, ushort, void*, int>)Ethdev("rte_eth_dev_configure"))(port, 1, 1, configuration);

    /// <summary>rte_eth_dev_adjust_nb_rx_tx_desc.</summary>
    internal int AdjustDescriptors(ushort port, ushort* receive, ushort* transmit) =>
        ((delegate* unmanaged[Cdecl]<ushort, ushort*, ushort*, int>)Ethdev("rte_eth_dev_adjust_nb_rx_tx_desc"))(port, receive, transmit);

    /// <summary>rte_eth_rx_queue_setup of queue 0.</summary>
    internal int SetUpReceive(ushort port, ushort count, int node, void* pool) =>
        ((delegate* unmanaged[Cdecl]<ushort, ushort, ushort, int, void*, void*, int>)Ethdev("rte_eth_rx_queue_setup"))(
            port, 0, count, node, null, pool);

    /// <summary>rte_eth_tx_queue_setup of queue 0.</summary>
    internal int SetUpTransmit(ushort port, ushort count, int node) =>
        ((delegate* unmanaged[Cdecl]<ushort, ushort, ushort, int, void*, int>)Ethdev("rte_eth_tx_queue_setup"))(port, 0, count, node, null);

    /// <summary>One of the calls of ethdev that take a port and return 0 or a negative error.</summary>
    internal int CallPort(string name, ushort port) => ((delegate* unmanaged[Cdecl]<ushort, int>)Ethdev(name))(port);

    /// <summary>rte_eth_dev_set_mc_addr_list: 6 bytes each.</summary>
    internal int SetMulticast(ushort port, byte* addresses, int count) =>
        ((delegate* unmanaged[Cdecl]<ushort, byte*, uint, int>)Ethdev("rte_eth_dev_set_mc_addr_list"))(port, addresses, (uint)count);

    /// <summary>rte_eth_stats_get, for the polling thread.</summary>
    internal delegate* unmanaged[Cdecl]<ushort, void*, int> ReadStatistics =>
        (delegate* unmanaged[Cdecl]<ushort, void*, int>)Ethdev("rte_eth_stats_get");

    /// <summary>rte_mbuf_dynfield_lookup: the offset within a buffer, or −1.</summary>
    internal int FindField(byte* name) =>
        ((delegate* unmanaged[Cdecl]<byte*, void*, int>)Mbuf("rte_mbuf_dynfield_lookup"))(name, null);

    /// <summary>rte_mbuf_dynflag_lookup: the flag's bit, or −1.</summary>
    internal int FindFlag(byte* name) =>
        ((delegate* unmanaged[Cdecl]<byte*, void*, int>)Mbuf("rte_mbuf_dynflag_lookup"))(name, null);

    private nint Eal(string name) => NativeLibrary.GetExport(_eal, name);

    private nint Ethdev(string name) => NativeLibrary.GetExport(_ethdev, name);

    private nint Mbuf(string name) => NativeLibrary.GetExport(_mbuf, name);
}
