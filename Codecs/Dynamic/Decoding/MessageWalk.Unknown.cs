using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

// Groups and data of newer versions: passed over by the layouts that the schema has for its own.
internal ref partial struct MessageWalk
{
    private const int DepthMax = 16;
    private const string UnknownGroup = "a group of a newer version";
    private const string UnknownVariable = "data of a newer version";

    private bool PassGroups(long count, ExtraLayout layout, int depth)
    {
        if (count <= 0)
            return true;
        if (layout.Dimension is null || depth == DepthMax)
            return Fail(DynamicDecodeStatus.UnknownElement, UnknownGroup, _position);
        for (; count > 0; count--)
        {
            if (!PassGroup(layout.Dimension, layout, depth))
                return false;
        }

        return true;
    }

    private bool PassGroup(GroupDimension dimension, ExtraLayout layout, int depth)
    {
        if (!TryDimension(dimension, UnknownGroup, 0, out int count, out int blockLength, out DynamicHeader header))
            return false;
        for (int index = 0; index < count; index++)
        {
            int start = _position;
            if (blockLength > Left)
                return Fail(DynamicDecodeStatus.Truncated, UnknownGroup, start);
            _position += blockLength;
            if (!PassGroups(header.GroupCount ?? 0, layout, depth + 1) || !PassVariables(header.VariableCount ?? 0, layout)
                || !CountZeroLength(start, UnknownGroup))
                return false;
        }

        return true;
    }

    private bool PassVariables(long count, ExtraLayout layout)
    {
        if (count <= 0)
            return true;
        if (layout.Variable is not { } variable)
            return Fail(DynamicDecodeStatus.UnknownElement, UnknownVariable, _position);
        for (; count > 0; count--)
        {
            if (!PassVariable(variable, UnknownVariable))
                return false;
        }

        return true;
    }

    private bool PassVariable(SbeVariable variable, string? element = null)
    {
        int start = _position;
        if (variable.HeaderSize > Left)
            return Fail(DynamicDecodeStatus.Truncated, element ?? variable.Name, start);
        long length = WireNumber.Read(_bytes[start..], variable.Length, _order);
        if (length > Left - variable.HeaderSize)
            return Fail(DynamicDecodeStatus.Truncated, element ?? variable.Name, start);
        _position += variable.HeaderSize + (int)length;
        return true;
    }
}
