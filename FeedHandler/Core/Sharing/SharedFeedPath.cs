namespace FeedHandler.Core.Sharing;

/// <summary>Where a feed is shared: a file, or a name for one.</summary>
public static class SharedFeedPath
{
    private const string Folder = "/dev/shm/feedhandler-";

    /// <summary>The file that is meant.</summary>
    /// <param name="nameOrPath">A path with a slash in it, or a name, which stands for `/dev/shm/feedhandler-NAME`.</param>
    public static string Of(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrPath);
        return nameOrPath.Contains('/') ? nameOrPath : Folder + nameOrPath;
    }
}
