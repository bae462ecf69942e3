using FeedHandler.Engine;
using FeedHandler.Native.Files;

namespace FeedHandler.Host.Shell;

/// <summary>
/// Which file a path is, however it is named: two paths of one key are one file. A file that does not exist yet is known by its folder and its name.
/// </summary>
/// <param name="Device">The device of the file, or of its folder.</param>
/// <param name="Inode">The number there of the file, or of its folder.</param>
/// <param name="Name">Empty for a file that exists.</param>
internal readonly record struct FileKey(ulong Device, ulong Inode, string Name)
{
    /// <summary>Looks at a path.</summary>
    public static FileKey Of(string path)
    {
        FileIdentity found = FileIdentity.Of(path, followsLink: true);
        if (found.Inode != 0) return new FileKey(found.Device, found.Inode, "");
        string full = Path.GetFullPath(Target(path));
        FileIdentity folder = FileIdentity.Of(Path.GetDirectoryName(full) ?? full, followsLink: true);
        return folder.Inode != 0 ? new FileKey(folder.Device, folder.Inode, Path.GetFileName(full)) : new FileKey(0, 0, full);
    }

    /// <summary>Looks at an open file of the process.</summary>
    /// <param name="descriptor">Its descriptor.</param>
    /// <returns>Null when it is no regular file.</returns>
    public static FileKey? OfOpen(int descriptor) =>
        FileIdentity.OfOpen(descriptor) is { Kind: FileKind.Regular } found ? new FileKey(found.Device, found.Inode, "") : null;

    // A link that leads nowhere names the file that would be made.
    private static string Target(string path)
    {
        bool isLink = FileIdentity.Of(path, followsLink: false).Kind == FileKind.Link;
        return isLink && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;
    }
}
