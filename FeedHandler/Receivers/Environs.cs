using FeedHandler.Native;
using FeedHandler.Native.Linux;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Receivers;

/// <summary>What a receiver needs of the system beside its sockets. What can be done without is noted when it is refused.</summary>
internal static class Environs
{
    /// <summary>Starts to watch for interfaces that come and go.</summary>
    internal static LinkWatch? WatchLinks(ICollection<string> notes)
    {
        NativeResult result = LinkWatch.Open(out LinkWatch? watch);
        if (watch is null) notes.Add($"{result}: a group whose interface is replaced is not joined again");
        return watch;
    }

    /// <summary>Keeps the cores from deep sleep.</summary>
    internal static CpuLatencyRequest? KeepCoresAwake(ICollection<string> notes)
    {
        NativeResult result = CpuLatencyRequest.Hold(out CpuLatencyRequest? request);
        if (request is null) notes.Add($"{result}: cores may sleep and take tens of microseconds to wake; run as root, or let the user write the device");
        return request;
    }

    /// <summary>Opens what waits for the sockets: epoll on Linux, kqueue where it is the system's own or named in the environment.</summary>
    /// <exception cref="OpeningException">There is neither.</exception>
    internal static IDescriptorWaiter OpenWaiter(ReceiverSettings settings, ICollection<string> notes)
    {
        bool isKqueueNamed = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(KqueueWaiter.LibraryVariable));
        return OperatingSystem.IsLinux() && !isKqueueNamed ? OpenEpoll(settings, notes) : OpenKqueue();
    }

    /// <summary>Opens what tells at once whether any of several sockets has something: epoll.</summary>
    /// <exception cref="OpeningException">The system refuses.</exception>
    internal static IDescriptorWaiter OpenWatch()
    {
        NativeResult result = EpollWaiter.Open(out EpollWaiter? epoll);
        return epoll ?? throw new OpeningException(result.ToString());
    }

    /// <summary>Has a descriptor end a wait.</summary>
    /// <exception cref="OpeningException">The system refuses.</exception>
    internal static void Watch(IDescriptorWaiter? waiter, int descriptor)
    {
        NativeResult? result = waiter?.Add(descriptor);
        if (result is { IsSuccess: false }) throw new OpeningException(result.Value.ToString());
    }

    private static EpollWaiter OpenEpoll(ReceiverSettings settings, ICollection<string> notes)
    {
        NativeResult result = EpollWaiter.Open(out EpollWaiter? epoll);
        if (epoll is null) throw new OpeningException(result.ToString());
        if (settings.BusyPollUs == 0) return epoll;
        NativeResult polls = epoll.SetBusyPoll(settings.BusyPollUs, settings.BusyPollBudget);
        if (!polls.IsSuccess)
        {
            notes.Add($"{polls}: a wait does not poll the network card first; it takes Linux 6.9, and CAP_NET_ADMIN for a budget above 64. "
                + $"On older kernels: sysctl -w net.core.busy_poll={settings.BusyPollUs}");
        }

        return epoll;
    }

    private static KqueueWaiter OpenKqueue()
    {
        string? problem = KqueueWaiter.Open(out KqueueWaiter? kqueue);
        return kqueue ?? throw new OpeningException(problem!);
    }
}
