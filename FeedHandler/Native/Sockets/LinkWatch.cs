using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <summary>Tells that a network interface of the namespace has come, gone or changed (rtnetlink(7), group RTMGRP_LINK).</summary>
public sealed unsafe class LinkWatch : IDisposable
{
    private const int AddressBytes = 12;
    private const int BufferBytes = 8192;

    private readonly byte[] _buffer = GC.AllocateArray<byte>(BufferBytes, pinned: true);
    private int _descriptor;

    private LinkWatch(int descriptor) => _descriptor = descriptor;

    /// <summary>The file descriptor, readable when something has changed.</summary>
    public int Descriptor => _descriptor;

    /// <summary>Opens it in the calling thread's network namespace.</summary>
    /// <param name="watch">The watch; null unless the call succeeds.</param>
    public static NativeResult Open(out LinkWatch? watch)
    {
        const string operation = "bind(AF_NETLINK, RTMGRP_LINK)";
        watch = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        const int Type = LinuxConstants.SOCK_RAW | LinuxConstants.SOCK_NONBLOCK | LinuxConstants.SOCK_CLOEXEC;
        int descriptor = LibC.Socket(LinuxConstants.AF_NETLINK, Type, LinuxConstants.NETLINK_ROUTE);
        NativeResult result = NativeResult.From(descriptor, "socket(AF_NETLINK)");
        if (!result.IsSuccess) return result;

        // struct sockaddr_nl: u16 family, u16 padding, u32 port, u32 groups.
        uint* address = stackalloc uint[3] { LinuxConstants.AF_NETLINK, 0, LinuxConstants.RTMGRP_LINK };
        result = NativeResult.From(LibC.Bind(descriptor, (byte*)address, AddressBytes), operation);
        if (result.IsSuccess) watch = new LinkWatch(descriptor);
        else _ = LibC.Close(descriptor);
        return result;
    }

    /// <summary>Whether anything has changed since it was last asked. What has changed is to be looked up: only the latest state counts.</summary>
    public bool HasChanged()
    {
        bool hasChanged = false;
        while (true)
        {
            fixed (byte* buffer = _buffer)
            {
                if (LibC.Recv(_descriptor, buffer, BufferBytes, LinuxConstants.MSG_DONTWAIT) >= 0)
                {
                    hasChanged = true;
                    continue;
                }
            }

            // ENOBUFS: so much has changed that the kernel did not keep it all.
            return hasChanged || Marshal.GetLastSystemError() == LinuxConstants.ENOBUFS;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _ = LibC.Close(descriptor);
    }
}
