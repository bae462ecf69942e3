namespace FeedHandler.Receivers.Frames;

/// <summary>
/// The membership of a group whose frames go past the kernel: the kernel joins and leaves it, and frames that come although it was left, as where nobody
/// holds a network to memberships, are passed over here.
/// </summary>
/// <param name="groups">The groups of the interface.</param>
/// <param name="place">The group's place among them.</param>
/// <param name="kernel">The kernel's membership; null where the kernel does not have the interface.</param>
internal sealed class FrameMembership(FrameGroups groups, int place, KernelMembership? kernel) : GroupMembership, IDisposable
{
    /// <summary>The group.</summary>
    internal LineGroup Group => groups.Groups[place];

    /// <summary>Looks up an interface; 0 when it is not there. Allocates nothing.</summary>
    internal int InterfaceIndexOf(string interfaceName) => kernel?.InterfaceIndexOf(interfaceName) ?? 0;

    /// <inheritdoc/>
    public void Dispose() => kernel?.Dispose();

    protected override int JoinGroup()
    {
        int errno = kernel?.JoinAgain() ?? 0;
        if (errno == 0) groups.Admit(place, isAdmitted: true);
        return errno;
    }

    protected override int LeaveGroup()
    {
        groups.Admit(place, isAdmitted: false);
        return kernel?.Leave() ?? 0;
    }
}
