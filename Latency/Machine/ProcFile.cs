namespace FeedHandler.Latency.Machine;

/// <summary>Files by which the kernel tells of itself; systems without them have nothing to tell.</summary>
internal static class ProcFile
{
    internal static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
