namespace FeedHandler.Codecs;

/// <summary>How the dimension of a group looks. Widths are bytes, negative when the number is signed.</summary>
/// <param name="size">bytes of the dimension</param>
/// <param name="blockLengthPlace">bytes from its start to the length of an entry's block</param>
/// <param name="blockLengthWidth">width of that length</param>
/// <param name="countPlace">bytes from its start to the number of entries</param>
/// <param name="countWidth">width of that number</param>
/// <param name="isBigEndian">whether numbers have their most significant byte first</param>
public readonly struct SbeDimensionLayout(
    int size, int blockLengthPlace, int blockLengthWidth, int countPlace, int countWidth, bool isBigEndian)
{
    internal readonly int Size = size;
    internal readonly int BlockLengthPlace = blockLengthPlace;
    internal readonly int BlockLengthWidth = blockLengthWidth;
    internal readonly int CountPlace = countPlace;
    internal readonly int CountWidth = countWidth;
    internal readonly bool IsBigEndian = isBigEndian;
}
